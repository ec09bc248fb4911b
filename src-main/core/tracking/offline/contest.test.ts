import { describe, expect, it } from 'vitest';
import { packBoxes } from '../../geometry/box.ts';
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

describe('contestsOf', () => {
  it('tells when somebody else was near', () => {
    const frames = [frame(0, 300), frame(166, 165), frame(333, 60), frame(500, -50)];
    expect([...(contestsOf(frames, 0.25, 0.3).get(7) ?? [])]).toEqual([166, 333]);
  });

  it('minds no detection below the score, and no track that stays alone', () => {
    expect(contestsOf([frame(0, 110, 0.2), frame(166, 400)], 0.25, 0.3).has(7)).toBe(false);
  });
});
