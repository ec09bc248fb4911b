import { describe, expect, it } from 'vitest';
import { wholeMs } from './whole-time.ts';

const picture = { widthPx: 400, heightPx: 300 };

/** Boxes of 40 × 100 with these upper left corners, half a second apart. */
const pathOf = (...corners: readonly (readonly [x: number, y: number])[]) => ({
  timesMs: Float64Array.from(corners, (_, at) => 1_000 + 500 * at),
  boxesPx: Float32Array.from(corners.flatMap(([x, y]) => [x, y, 40, 100])),
});

describe('wholeMs', () => {
  it('is all the time of somebody who stays inside the picture', () => {
    expect(wholeMs(pathOf([10, 50], [100, 50], [200, 190]), picture)).toBe(1_000);
  });

  it.each([
    ['left', [1, 50]],
    ['upper', [100, 2]],
    ['right', [359, 50]],
    ['lower', [100, 199]],
  ] as const)('leaves out where the %s border cuts them', (_, corner) => {
    expect(wholeMs(pathOf([100, 50], corner, [100, 50], [100, 50]), picture)).toBe(500);
  });

  it('is nothing for one sighting, or none', () => {
    expect(wholeMs(pathOf([100, 50]), picture)).toBe(0);
    expect(wholeMs(pathOf(), picture)).toBe(0);
  });
});
