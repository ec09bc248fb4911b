import { describe, expect, it } from 'vitest';
import { hasWalk, readFoot, WALK_POINTS, WALK_WIDTH } from './walks.ts';

/** Row 0 has no walk; row 1 goes from x 100 to x 330 while its box grows. */
const walks = new Int16Array(2 * WALK_WIDTH);
for (let point = 0; point < WALK_POINTS; point++) {
  walks.set([100 + 10 * point, 200, 50 + point], WALK_WIDTH + 3 * point);
}
const table = {
  walks,
  startUtcMs: Float64Array.of(0, 1_000),
  endUtcMs: Float64Array.of(500, 1_000 + 1_000 * (WALK_POINTS - 1)),
};
const footAt = (utcMs: number) => {
  const foot = { xPx: 0, yPx: 0, heightPx: 0 };
  readFoot(table, 1, utcMs, foot);
  return foot;
};

describe('walks', () => {
  it('are straight between the points that are kept', () => {
    expect(footAt(1_000)).toEqual({ xPx: 100, yPx: 200, heightPx: 50 });
    expect(footAt(3_500)).toEqual({ xPx: 125, yPx: 200, heightPx: 52.5 });
    expect(footAt(table.endUtcMs[1]!)).toEqual({
      xPx: 100 + 10 * (WALK_POINTS - 1),
      yPx: 200,
      heightPx: 50 + WALK_POINTS - 1,
    });
  });

  it('may be missing', () => {
    expect(hasWalk(table, 0)).toBe(false);
    expect(hasWalk(table, 1)).toBe(true);
  });
});
