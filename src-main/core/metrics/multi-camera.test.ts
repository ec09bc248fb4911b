import { describe, expect, it } from 'vitest';
import { hotaScores } from './hota.ts';
import { identityScores } from './identity.ts';
import { multiCameraFrames, singleCameraFrames } from './multi-camera.ts';
import type { FramePair } from './trajectories.ts';

const boxPx = { x: 0, y: 0, w: 10, h: 20 };
const frames = (count: number, truthId: number, outputId: number): FramePair[] =>
  Array.from({ length: count }, () => ({
    truth: [{ id: truthId, boxPx }],
    output: [{ id: outputId, boxPx }],
  }));

describe('frames of several cameras', () => {
  // Person 1 walks through two cameras; linking gave them two names.
  const unlinked = [frames(6, 1, 1), frames(4, 1, 2)];

  it('score a person across cameras as one', () => {
    // The best name covers 6 of 10 boxes.
    expect(identityScores(multiCameraFrames(unlinked)).idf1).toBeCloseTo(0.6);
    // AssA: (6/10 · 6 + 4/10 · 4) / 10.
    expect(hotaScores(multiCameraFrames(unlinked)).assA).toBeCloseTo(0.52);
    expect(identityScores(multiCameraFrames([frames(6, 1, 1), frames(4, 1, 1)])).idf1).toBe(1);
  });

  it('score each camera by itself, whatever names the others gave', () => {
    expect(identityScores(singleCameraFrames(unlinked)).idf1).toBe(1);
    // One name for two people in two cameras is no mistake of a single camera.
    expect(identityScores(singleCameraFrames([frames(6, 1, 1), frames(4, 2, 1)])).idf1).toBe(1);
    expect(identityScores(multiCameraFrames([frames(6, 1, 1), frames(4, 2, 1)])).idf1).toBeCloseTo(0.6);
  });
});
