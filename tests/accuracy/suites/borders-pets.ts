import { defaultTrackerConfig } from '../../../src-main/core/tracking/config.ts';
import { joinOverBorder } from '../../../src-main/core/tracking/offline/borders.ts';
import { defaultOfflineConfig } from '../../../src-main/core/tracking/offline/config.ts';
import type { TrackPath } from '../../../src-main/core/tracking/path-codec.ts';
import { defaultStitchConfig } from '../../../src-main/core/tracking/stitch.ts';
import { pairFrames, readMotFile } from '../lib/mot-file.ts';
import { analyzePets, PETS_CLIP, PETS_FRAMES, PETS_PICTURE, PETS_TRUTH, petsTimeMs } from '../lib/pets.ts';
import { sharedPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';
import { boxesOfPaths, trackingScores } from '../lib/tracking-scores.ts';

const CHUNK_MS = 10_000;

/** What is left of the tracks when the clip is analysed in short chunks and stitched at the borders. */
export const bordersPets: Suite = {
  key: 'borders-pets',
  title: 'PETS S2L1 in chunks of 10 s, stitched',
  needs: [PETS_CLIP, PETS_TRUTH],
  isSlow: true,
  async measure(signal) {
    const chunks = await analyzePets(CHUNK_MS, signal);
    const truth = readMotFile(sharedPath(PETS_TRUTH));
    const scoresOf = (paths: readonly TrackPath[]) =>
      trackingScores(
        pairFrames(truth, boxesOfPaths(paths, PETS_FRAMES, petsTimeMs, defaultTrackerConfig.maxGapMs)),
      );
    const stitched = stitchChunks(chunks);
    const { idf1, hota } = scoresOf(stitched);
    return [
      { key: 'idf1Cut', name: 'IDF1 before stitching', value: scoresOf(chunks.flat()).idf1, digits: 3 },
      { key: 'idf1', name: 'IDF1', value: idf1, digits: 3 },
      { key: 'hota', name: 'HOTA', value: hota, digits: 3 },
      { key: 'tracklets', name: 'tracklets after stitching', value: stitched.length, digits: 0 },
    ];
  },
};

/** Joins the paths that go on behind a border, from the last border to the first. */
function stitchChunks(chunks: readonly (readonly TrackPath[])[]): TrackPath[] {
  return chunks.reduceRight<TrackPath[]>((later, chunk) => {
    const next = new Map(
      joinOverBorder(chunk.map(asTracklet), later.map(asTracklet), PETS_PICTURE, config).map((pair) => [
        pair.fromTrackletId,
        pair.toTrackletId,
      ]),
    );
    const joined = chunk.map((path, index) => {
      const successor = next.get(index);
      return successor === undefined ? path : concatenate(path, later[successor]!);
    });
    const continued = new Set(next.values());
    return [...joined, ...later.filter((_, index) => !continued.has(index))];
  }, []);
}

const config = {
  stitch: defaultStitchConfig,
  tracker: defaultTrackerConfig,
  offline: defaultOfflineConfig,
};

const asTracklet = (path: TrackPath, id: number) => ({ id, path, look: null });

function concatenate(first: TrackPath, second: TrackPath): TrackPath {
  return {
    timesMs: Float64Array.of(...first.timesMs, ...second.timesMs),
    boxesPx: Float32Array.of(...first.boxesPx, ...second.boxesPx),
  };
}
