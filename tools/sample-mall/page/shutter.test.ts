import { describe, expect, test } from 'vitest';
import { exposureTimes } from './shutter.ts';

describe('exposureTimes', () => {
  test('lie evenly and symmetrically inside the exposure, so that the truth is that of its middle', () => {
    const times = exposureTimes(0.03);
    expect(times.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
    expect(Math.max(...times)).toBeLessThan(0.015);
    expect(times[1]! - times[0]!).toBeCloseTo(0.03 / times.length, 12);
  });
});
