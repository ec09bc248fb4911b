import { expect, test } from 'vitest';
import { scatterPx } from './scatter.ts';

test('neighbouring visitors do not cover each other', () => {
  const places = Array.from({ length: 24 }, (_, i) => scatterPx(i));
  for (const [i, a] of places.entries()) {
    for (const b of places.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(4);
    expect(Math.hypot(a.x, a.y)).toBeLessThanOrEqual(22);
  }
});
