import { describe, expect, it } from 'vitest';
import { packBoxes } from '../../geometry/box.ts';
import type { Track } from '../track.ts';
import { contestsOf } from './contest.ts';
import type { TrackedFrame } from './spare.ts';
import { walkerBox } from './testing.ts';

/** A frame in which track 7 is at x = 100, and a detection of nobody's at x = `otherX`. */
function frame(timeMs: number, otherX: number, score = 0.9): TrackedFrame {
  return {
    timeMs,
    detections: {
      boxesPx: packBoxes([walkerBox(otherX), walkerBox(100)]),
      scores: Float32Array.of(score, 0.9),
    },
    sightings: [{ ordinal: 7, row: 1 }],
  };
}

/** Track 7, seen in all of these frames. */
function trackIn(frames: readonly TrackedFrame[]): Track {
  return {
    ordinal: 7,
    timesMs: Float64Array.from(frames, ({ timeMs }) => timeMs),
    boxesPx: packBoxes(frames.map(() => walkerBox(100))),
    scores: new Float32Array(frames.length).fill(0.9),
  };
}

function contestedMs(frames: readonly TrackedFrame[]): number[] {
  return [...contestsOf([trackIn(frames)], frames, 0.25, 0.3).get(7)!];
}

describe('contestsOf', () => {
  it('tells when somebody else was near', () => {
    expect(contestedMs([frame(0, 300), frame(166, 165), frame(333, 60), frame(500, -50)])).toEqual([
      166, 333,
    ]);
  });

  it('minds no detection below the score, and no track that stays alone', () => {
    expect(contestedMs([frame(0, 110, 0.2), frame(166, 400)])).toEqual([]);
  });
});
