import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointAhead, sectorGapM, sectorPolygon, sectorsOverlap, type ViewSector } from './view-sector.ts';

const coordinate = fc.double({ min: -100, max: 100, noNaN: true });
const sector: fc.Arbitrary<ViewSector> = fc.record({
  posM: fc.record({ x: coordinate, y: coordinate }),
  headingDeg: fc.double({ min: 0, max: 359, noNaN: true }),
  fovDeg: fc.double({ min: 5, max: 180, noNaN: true }),
  rangeM: fc.double({ min: 1, max: 50, noNaN: true }),
});

describe('pointAhead', () => {
  it.each([
    [0, { x: 0, y: -5 }],
    [90, { x: 5, y: 0 }],
    [180, { x: 0, y: 5 }],
    [270, { x: -5, y: 0 }],
  ])('heading %i° leads to %o: up is towards smaller y, clockwise', (headingDeg, expected) => {
    const point = pointAhead({ x: 0, y: 0 }, headingDeg, 5);
    expect(point.x).toBeCloseTo(expected.x);
    expect(point.y).toBeCloseTo(expected.y);
  });
});

describe('sectorPolygon', () => {
  it('keeps every corner within the range', () => {
    fc.assert(
      fc.property(sector, (view) => {
        for (const { x, y } of sectorPolygon(view)) {
          expect(Math.hypot(x - view.posM.x, y - view.posM.y)).toBeLessThanOrEqual(view.rangeM + 1e-6);
        }
      }),
    );
  });
});

describe('sectorsOverlap', () => {
  it('is the same both ways, and true for a sector with itself', () => {
    fc.assert(
      fc.property(sector, sector, (first, second) => {
        expect(sectorsOverlap(first, second)).toBe(sectorsOverlap(second, first));
        expect(sectorsOverlap(first, first)).toBe(true);
      }),
    );
  });

  it('is false when the cameras are further apart than both see', () => {
    fc.assert(
      fc.property(sector, sector, (first, second) => {
        const apartM = Math.hypot(first.posM.x - second.posM.x, first.posM.y - second.posM.y);
        fc.pre(apartM > first.rangeM + second.rangeM);
        expect(sectorsOverlap(first, second)).toBe(false);
      }),
    );
  });

  it('is true when one looks at what the other sees, false when they look away from each other', () => {
    const view = { fovDeg: 60, rangeM: 12 };
    const left = { ...view, posM: { x: 0, y: 0 }, headingDeg: 90 };
    const right = { ...view, posM: { x: 15, y: 0 }, headingDeg: 270 };
    expect(sectorsOverlap(left, right)).toBe(true);
    expect(sectorsOverlap({ ...left, headingDeg: 270 }, { ...right, headingDeg: 90 })).toBe(false);
  });
});

describe('sectorGapM', () => {
  it('is the same both ways, no more than between the pins, and 0 exactly where views overlap', () => {
    fc.assert(
      fc.property(sector, sector, (first, second) => {
        const gapM = sectorGapM(first, second);
        expect(gapM).toBeCloseTo(sectorGapM(second, first), 9);
        expect(gapM).toBeLessThanOrEqual(
          Math.hypot(first.posM.x - second.posM.x, first.posM.y - second.posM.y) + 1e-9,
        );
        if (sectorsOverlap(first, second)) expect(gapM).toBe(0);
      }),
    );
  });

  it('is what lies between the ends of two views that face each other', () => {
    const view = { fovDeg: 60, rangeM: 10 };
    const left = { ...view, posM: { x: 0, y: 0 }, headingDeg: 90 };
    const right = { ...view, posM: { x: 50, y: 0 }, headingDeg: 270 };
    expect(sectorGapM(left, right)).toBeCloseTo(30);
  });
});
