import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxBetween, isDrawn } from './drawn-box.ts';

const picture = { widthPx: 640, heightPx: 360 };
const point = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) });

it('a box lies inside the picture, whichever corner comes first', () => {
  fc.assert(
    fc.property(point, point, (from, to) => {
      const box = boxBetween(from, to, picture);
      expect(boxBetween(to, from, picture)).toEqual(box);
      expect(Math.min(box.x, box.y, box.w, box.h)).toBeGreaterThanOrEqual(0);
      expect(box.x + box.w).toBeLessThanOrEqual(picture.widthPx);
      expect(box.y + box.h).toBeLessThanOrEqual(picture.heightPx);
    }),
  );
});

it('a click that slipped draws nothing', () => {
  expect(isDrawn(boxBetween({ x: 10, y: 10 }, { x: 12, y: 90 }, picture))).toBe(false);
  expect(isDrawn(boxBetween({ x: 10, y: 10 }, { x: 42, y: 90 }, picture))).toBe(true);
});
