import { describe, expect, it } from 'vitest';
import { packBoxes } from '../geometry/box.ts';
import { defaultTrackerConfig } from './config.ts';
import { type CalmConfig, isCalm } from './sampling.ts';
import { createTrackerState, step, type TrackerState } from './tracker.ts';

const FRAME_MS = 166;
const config: CalmConfig = { maxOverlap: 0.1, hiddenMs: 300 };

/**
 * The state after so many frames in which people walk side by side, with their left edges at `xsPx` to start with. The last
 * one is not seen in the last `framesUnseen`.
 */
function stateAfter(frames: number, xsPx: readonly number[], { framesUnseen = 0 } = {}): TrackerState {
  let state = createTrackerState();
  for (let frame = 0; frame < frames; frame++) {
    const seen = frame >= frames - framesUnseen ? xsPx.slice(0, -1) : xsPx;
    const detections = {
      boxesPx: packBoxes(seen.map((x) => ({ x: x + 4 * frame, y: 100, w: 40, h: 100 }))),
      scores: new Float32Array(seen.length).fill(0.9),
    };
    state = step(state, detections, frame * FRAME_MS, defaultTrackerConfig);
  }
  return state;
}

describe('isCalm', () => {
  it('is calm where nobody is, and where people walk well apart', () => {
    expect(isCalm(createTrackerState(), config)).toBe(true);
    expect(isCalm(stateAfter(6, [0, 300, 600]), config)).toBe(true);
  });

  it('is not while somebody new is not known for sure', () => {
    expect(isCalm(stateAfter(2, [0]), config)).toBe(false);
  });

  it('is not while somebody has just disappeared', () => {
    expect(isCalm(stateAfter(6, [0, 300], { framesUnseen: 1 }), config)).toBe(false);
    expect(isCalm(stateAfter(8, [0, 300], { framesUnseen: 3 }), config)).toBe(true);
  });

  it('is not where one person stands before another', () => {
    expect(isCalm(stateAfter(6, [0, 25]), config)).toBe(false);
    expect(isCalm(stateAfter(6, [0, 35]), config)).toBe(true);
    expect(isCalm(stateAfter(6, [0, 35]), { ...config, maxOverlap: 0 })).toBe(false);
  });
});
