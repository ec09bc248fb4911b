import { describe, expect, it } from 'vitest';
import { boxAtTime } from './path.ts';

const path = {
  timesMs: Float64Array.of(1000, 1200, 5000),
  boxesPx: Float32Array.of(0, 0, 10, 20, 10, 4, 12, 20, 100, 4, 12, 20),
};

describe('boxAtTime', () => {
  it('gives the box that was seen then', () => {
    expect(boxAtTime(path, 1200, 1000)).toEqual({ x: 10, y: 4, w: 12, h: 20 });
  });

  it('interpolates between two sightings', () => {
    expect(boxAtTime(path, 1050, 1000)).toEqual({ x: 2.5, y: 1, w: 10.5, h: 20 });
  });

  it('knows nothing outside the path and in long gaps', () => {
    expect(boxAtTime(path, 999, 1000)).toBeNull();
    expect(boxAtTime(path, 5001, 1000)).toBeNull();
    expect(boxAtTime(path, 3000, 1000)).toBeNull();
    expect(boxAtTime(path, 3000, 4000)).not.toBeNull();
  });
});
