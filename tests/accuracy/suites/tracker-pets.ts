import { defaultDetectionConfig } from '../../../src-main/core/detection/config.ts';
import type { Detections } from '../../../src-main/core/detection/detections.ts';
import { suppressDuplicates } from '../../../src-main/core/detection/suppression.ts';
import { packBoxes } from '../../../src-main/core/geometry/box.ts';
import { defaultTrackerConfig, type TrackerConfig } from '../../../src-main/core/tracking/config.ts';
import { defaultOfflineConfig } from '../../../src-main/core/tracking/offline/config.ts';
import { lookBack } from '../../../src-main/core/tracking/offline/offline-pass.ts';
import type { TrackedFrame } from '../../../src-main/core/tracking/offline/spare.ts';
import { isFaint } from '../../../src-main/core/tracking/plausibility.ts';
import type { Track } from '../../../src-main/core/tracking/track.ts';
import { createTrackerState, finish, step } from '../../../src-main/core/tracking/tracker.ts';
import { type MotRow, pairFrames, readMotFile, rowsByFrame } from '../lib/mot-file.ts';
import { PETS_FRAME_MS, PETS_FRAMES, PETS_PICTURE, PETS_TRUTH, petsTimeMs } from '../lib/pets.ts';
import { sharedPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';
import { boxesOfPaths, trackingScores } from '../lib/tracking-scores.ts';

const DETECTIONS = 'eval/pets-s2l1/detections-yolox-nano.txt';

/**
 * The tracker on the detections that were given to the reference trackers: every frame, 10 fps. The published
 * references bridge no gaps and know no rule for things that never move, so there are scores without these, too;
 * short and weak tracks are dropped in both. What the offline pass makes of the same tracks is reported apart; it has no
 * pictures here, so it knows motion alone.
 */
export const trackerPets: Suite = {
  key: 'tracker-pets',
  title: 'tracker, PETS S2L1, given detections',
  needs: [PETS_TRUTH, DETECTIONS],
  isSlow: false,
  async measure() {
    const truth = readMotFile(sharedPath(PETS_TRUTH));
    const detections = readMotFile(sharedPath(DETECTIONS));
    const scoresOf = (tracks: readonly Track[], maxGapMs: number) =>
      trackingScores(pairFrames(truth, boxesOfPaths(tracks, PETS_FRAMES, petsTimeMs, maxGapMs)));
    const online = trackAll(detections, defaultTrackerConfig);
    const { tracks } = online;
    const { hota, detA, assA, idf1, mota, switches } = scoresOf(tracks, defaultTrackerConfig.maxGapMs);
    const lookedBack = lookBackOn(online);
    const offline = scoresOf(lookedBack, defaultTrackerConfig.maxGapMs);
    const withStatues = { ...defaultTrackerConfig, statueMs: Number.POSITIVE_INFINITY };
    const plain = scoresOf(trackAll(detections, withStatues).tracks, PETS_FRAME_MS);
    return [
      { key: 'hota', name: 'HOTA', value: hota, digits: 3, reference: 'ByteTrack 0.533, OC-SORT 0.508' },
      { key: 'detA', name: 'DetA', value: detA, digits: 3, reference: 'ByteTrack 0.556, OC-SORT 0.552' },
      { key: 'assA', name: 'AssA', value: assA, digits: 3, reference: 'ByteTrack 0.512, OC-SORT 0.468' },
      { key: 'idf1', name: 'IDF1', value: idf1, digits: 3, reference: 'ByteTrack 0.654, OC-SORT 0.643' },
      { key: 'mota', name: 'MOTA', value: mota, digits: 3, reference: 'ByteTrack 0.653, OC-SORT 0.659' },
      {
        key: 'switches',
        name: 'identity switches',
        value: switches,
        digits: 0,
        reference: 'ByteTrack 38, OC-SORT 51',
      },
      { key: 'tracks', name: 'tracks (19 people)', value: tracks.length, digits: 0, reference: '47, 41' },
      {
        key: 'plainHota',
        name: 'HOTA, no bridging, no still rule',
        value: plain.hota,
        digits: 3,
        reference: 'as above',
      },
      {
        key: 'plainIdf1',
        name: 'IDF1, no bridging, no still rule',
        value: plain.idf1,
        digits: 3,
        reference: 'as above',
      },
      {
        key: 'plainMota',
        name: 'MOTA, no bridging, no still rule',
        value: plain.mota,
        digits: 3,
        reference: 'as above',
      },
      { key: 'offlineHota', name: 'HOTA after the offline pass', value: offline.hota, digits: 3 },
      { key: 'offlineIdf1', name: 'IDF1 after the offline pass', value: offline.idf1, digits: 3 },
      { key: 'offlineMota', name: 'MOTA after the offline pass', value: offline.mota, digits: 3 },
      {
        key: 'offlineSwitches',
        name: 'identity switches after the offline pass',
        value: offline.switches,
        digits: 0,
      },
      {
        key: 'offlineTracks',
        name: 'tracks after the offline pass (19 people)',
        value: lookedBack.length,
        digits: 0,
      },
    ];
  },
};

/** What the tracker made of the frames. */
interface Tracking {
  readonly tracks: readonly Track[];
  readonly frames: readonly TrackedFrame[];
}

function trackAll(rows: readonly MotRow[], config: TrackerConfig): Tracking {
  const rowsOf = rowsByFrame(rows);
  let state = createTrackerState();
  const tracks: Track[] = [];
  const frames: TrackedFrame[] = [];
  for (let frame = 1; frame <= PETS_FRAMES; frame++) {
    const detections = toDetections(rowsOf.get(frame) ?? []);
    const timeMs = petsTimeMs(frame);
    state = step(state, detections, timeMs, config);
    frames.push({ timeMs, detections, sightings: state.sightings });
    tracks.push(...state.ended);
  }
  return { tracks: [...tracks, ...finish(state, config).ended], frames };
}

function lookBackOn({ tracks, frames }: Tracking): Track[] {
  const fragments = tracks.map((track) => ({
    track,
    views: [],
    isFaint: isFaint(track, defaultTrackerConfig),
  }));
  const chunk = { fragments, frames, picture: PETS_PICTURE };
  return lookBack(chunk, defaultTrackerConfig, defaultOfflineConfig).map(({ track }) => track);
}

function toDetections(rows: readonly MotRow[]): Detections {
  return suppressDuplicates(
    {
      boxesPx: packBoxes(rows.map(({ boxPx }) => boxPx)),
      scores: Float32Array.from(rows, ({ confidence }) => confidence),
    },
    defaultDetectionConfig.suppressionIou,
  );
}
