import type { BoxPx } from '#shared/units.ts';
import { clearMot } from '../../../src-main/core/metrics/clear-mot.ts';
import { hotaScores } from '../../../src-main/core/metrics/hota.ts';
import { identityScores } from '../../../src-main/core/metrics/identity.ts';
import type { FramePair, LabelledBox } from '../../../src-main/core/metrics/trajectories.ts';
import { boxAtTime } from '../../../src-main/core/tracking/path.ts';
import type { TrackPath } from '../../../src-main/core/tracking/path-codec.ts';

/** The scores by which trackers are compared. */
export interface TrackingScores {
  readonly hota: number;
  readonly detA: number;
  readonly assA: number;
  readonly idf1: number;
  readonly mota: number;
  readonly switches: number;
}

export function trackingScores(frames: readonly FramePair[]): TrackingScores {
  const { mota, switches } = clearMot(frames);
  return { ...hotaScores(frames), idf1: identityScores(frames).idf1, mota, switches };
}

/** Paths as labelled boxes per frame, with the gaps up to `maxGapMs` bridged. Ids count the paths from 1. */
export function boxesOfPaths(
  paths: readonly TrackPath[],
  frames: number,
  timeOfFrame: (frame: number) => number,
  maxGapMs: number,
): (LabelledBox & { readonly frame: number })[] {
  return paths.flatMap((path, index) =>
    Array.from({ length: frames }, (_, at) => at + 1).flatMap((frame) => {
      const boxPx: BoxPx | null = boxAtTime(path, timeOfFrame(frame), maxGapMs);
      return boxPx === null ? [] : [{ frame, id: index + 1, boxPx }];
    }),
  );
}
