import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInPolygon, type Point } from './polygon.ts';

const square: Point[] = [
  { x: 0, y: 0 },
  { x: 4, y: 0 },
  { x: 4, y: 4 },
  { x: 0, y: 4 },
];
/** A U: its bay is outside. */
const bay: Point[] = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 3 },
  { x: 3, y: 3 },
  { x: 3, y: 0 },
  { x: 4, y: 0 },
  { x: 4, y: 4 },
  { x: 0, y: 4 },
];
const coordinate = fc.double({ min: -1, max: 5, noNaN: true });

describe('isInPolygon', () => {
  it('agrees with the sides of a rectangle', () => {
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        fc.pre(![0, 4].includes(x) && ![0, 4].includes(y));
        expect(isInPolygon(square, x, y)).toBe(x > 0 && x < 4 && y > 0 && y < 4);
      }),
    );
  });

  it('knows a bay from the inside', () => {
    expect(isInPolygon(bay, 2, 1)).toBe(false);
    expect(isInPolygon(bay, 0.5, 1)).toBe(true);
    expect(isInPolygon(bay, 2, 3.5)).toBe(true);
  });

  it('does not depend on where the corners begin, nor on their direction', () => {
    fc.assert(
      fc.property(coordinate, coordinate, fc.nat(7), (x, y, turn) => {
        const turned = [...bay.slice(turn), ...bay.slice(0, turn)];
        expect(isInPolygon(turned, x, y)).toBe(isInPolygon(bay, x, y));
        fc.pre(bay.every((corner) => corner.x !== x && corner.y !== y));
        expect(isInPolygon(turned.toReversed(), x, y)).toBe(isInPolygon(bay, x, y));
      }),
    );
  });

  it('puts a point on a shared edge into one of two polygons', () => {
    const right = square.map(({ x, y }) => ({ x: x + 4, y }));
    for (const y of [0.5, 1, 3.9]) {
      expect([isInPolygon(square, 4, y), isInPolygon(right, 4, y)].filter(Boolean)).toHaveLength(1);
    }
  });
});
