import { describe, expect, it } from 'vitest';
import type { Detections } from '../detection/detections.ts';
import { packBoxes } from '../geometry/box.ts';
import { defaultTrackerConfig } from './config.ts';
import { isForeseen, mayPassOver } from './sampling.ts';
import { createTrackerState, step, type TrackerState } from './tracker.ts';

const FRAME_MS = 166;
const FRAMES = 6;
const SPEED_PX = 4;
const foresight = { leastIou: 0.5, rivalIou: 0.3 };

/** People 40 × 100 px with their left edges at `xsPx`. */
function seen(xsPx: readonly number[]): Detections {
  return {
    boxesPx: packBoxes(xsPx.map((x) => ({ x, y: 100, w: 40, h: 100 }))),
    scores: new Float32Array(xsPx.length).fill(0.9),
  };
}

/** Where somebody who starts at `x` is in a frame. */
const at = (x: number, frame: number): number => x + SPEED_PX * frame;

/** The state after people walk to the right for so many frames, the last `hidden` of them unseen in the last one. */
function stateAfter(frames: number, xsPx: readonly number[], hidden = 0): TrackerState {
  let state = createTrackerState();
  for (let frame = 0; frame < frames; frame++) {
    const shown = frame === frames - 1 ? xsPx.slice(0, xsPx.length - hidden) : xsPx;
    const detections = seen(shown.map((x) => at(x, frame)));
    state = step(state, detections, frame * FRAME_MS, defaultTrackerConfig);
  }
  return state;
}

/** Whether a state foresaw people with their left edges at `xsPx`, two frames after its last one. */
function foresaw(state: TrackerState, xsPx: readonly number[]): boolean {
  return isForeseen(state, seen(xsPx), (FRAMES + 1) * FRAME_MS, defaultTrackerConfig, foresight);
}

describe('mayPassOver', () => {
  it('passes over where nobody is, and where everybody is known for sure', () => {
    expect(mayPassOver(createTrackerState())).toBe(true);
    expect(mayPassOver(stateAfter(FRAMES, [0, 300]))).toBe(true);
    expect(mayPassOver(stateAfter(FRAMES, [0, 300], 1))).toBe(true);
  });

  it('does not while somebody new is not known for sure', () => {
    expect(mayPassOver(stateAfter(2, [0]))).toBe(false);
  });
});

describe('isForeseen', () => {
  const later = FRAMES + 1;

  it('is, where everybody goes on walking, and where nobody was and is', () => {
    expect(foresaw(stateAfter(FRAMES, [0, 300]), [at(0, later), at(300, later)])).toBe(true);
    expect(foresaw(createTrackerState(), [])).toBe(true);
  });

  it('is not where somebody turned', () => {
    expect(foresaw(stateAfter(FRAMES, [0, 300]), [at(0, later) - 20, at(300, later)])).toBe(false);
  });

  it('is not where somebody came or went', () => {
    expect(foresaw(stateAfter(FRAMES, [0]), [at(0, later), 400])).toBe(false);
    expect(foresaw(stateAfter(FRAMES, [0, 300]), [at(0, later)])).toBe(false);
  });

  it('is while the hidden stay hidden, and not once they show again', () => {
    const state = stateAfter(FRAMES, [0, 300], 1);
    expect(foresaw(state, [at(0, later)])).toBe(true);
    expect(foresaw(state, [at(0, later), at(300, later)])).toBe(false);
  });

  it('is not where two could be taken for each other', () => {
    expect(foresaw(stateAfter(FRAMES, [0, 18]), [at(0, later), at(18, later)])).toBe(false);
  });
});
