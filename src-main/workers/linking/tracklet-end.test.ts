import { describe, expect, it } from 'vitest';
import { trackletEnd } from './tracklet-end.ts';

/** Walks to the right at 10 px per 100 ms for a second, then twice as fast. */
const steps = Array.from({ length: 21 }, (_, i) => ({ ms: i * 100, x: i <= 10 ? i * 10 : i * 20 - 100 }));
const path = {
  timesMs: Float64Array.from(steps, ({ ms }) => ms),
  boxesPx: Float32Array.from(steps.flatMap(({ x }) => [x, 50, 40, 100])),
};

describe('trackletEnd', () => {
  it('has the foot point and the velocity of the second next to it', () => {
    expect(trackletEnd(path, 'start')).toMatchObject({
      footXPx: 20,
      footYPx: 150,
      heightPx: 100,
      velocityXPxPerS: 100,
    });
    expect(trackletEnd(path, 'end')).toMatchObject({ footXPx: 320, velocityXPxPerS: 200 });
  });

  it('stands still when it has one point, and is nothing when it has none', () => {
    const one = { timesMs: path.timesMs.slice(0, 1), boxesPx: path.boxesPx.slice(0, 4) };
    expect(trackletEnd(one, 'end')).toMatchObject({ footXPx: 20, velocityXPxPerS: 0 });
    expect(trackletEnd({ timesMs: new Float64Array(0), boxesPx: new Float32Array(0) }, 'end')).toBeNull();
  });
});
