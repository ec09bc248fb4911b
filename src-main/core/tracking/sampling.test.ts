import { describe, expect, it } from 'vitest';
import { packBoxes } from '../geometry/box.ts';
import { defaultTrackerConfig } from './config.ts';
import { isCalm } from './sampling.ts';
import { createTrackerState, step, type TrackerState } from './tracker.ts';

const FRAME_MS = 166;

/** The state after so many frames in which people walk side by side, with their left edges at `xsPx` to start with. */
function stateAfter(frames: number, xsPx: readonly number[], seenInLast = xsPx.length): TrackerState {
  let state = createTrackerState();
  for (let frame = 0; frame < frames; frame++) {
    const seen = xsPx.slice(0, frame === frames - 1 ? seenInLast : xsPx.length);
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
    expect(isCalm(createTrackerState(), 0.3)).toBe(true);
    expect(isCalm(stateAfter(6, [0, 300, 600]), 0.3)).toBe(true);
  });

  it('is not while somebody new is not known for sure', () => {
    expect(isCalm(stateAfter(2, [0]), 0.3)).toBe(false);
  });

  it('is not while somebody is hidden', () => {
    expect(isCalm(stateAfter(6, [0, 300], 1), 0.3)).toBe(false);
  });

  it('is not where two people are near each other', () => {
    expect(isCalm(stateAfter(6, [0, 65]), 0.3)).toBe(false);
    expect(isCalm(stateAfter(6, [0, 65]), 0.2)).toBe(true);
  });
});
