import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headingBetween, normaliseHeading, pointAtHeading, wedgeOutline } from './field-of-view.ts';
import { distance } from './scale.ts';

const metres = fc.double({ min: -500, max: 500, noNaN: true });
const point = fc.record({ x: metres, y: metres });

describe('headings', () => {
  test('0 is up, 90 right, 180 down, 270 left', () => {
    const origin = { x: 10, y: 10 };
    expect(headingBetween(origin, { x: 10, y: 5 })).toBeCloseTo(0);
    expect(headingBetween(origin, { x: 15, y: 10 })).toBeCloseTo(90);
    expect(headingBetween(origin, { x: 10, y: 15 })).toBeCloseTo(180);
    expect(headingBetween(origin, { x: 5, y: 10 })).toBeCloseTo(270);
  });

  test('stays in [0, 360) for any angle', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (angle) => {
        const heading = normaliseHeading(angle);
        expect(heading).toBeGreaterThanOrEqual(0);
        expect(heading).toBeLessThan(360);
      }),
    );
    expect(normaliseHeading(-1e-14)).toBe(0);
  });

  test('walking along a heading and measuring it gives it back', () => {
    fc.assert(
      fc.property(
        point,
        fc.double({ min: 0, max: 359.9, noNaN: true }),
        fc.double({ min: 1, max: 100, noNaN: true }),
        (origin, heading, distanceM) => {
          const measured = headingBetween(origin, pointAtHeading(origin, heading, distanceM));
          const turn = Math.abs(measured - heading);
          expect(Math.min(turn, 360 - turn)).toBeLessThan(1e-6);
        },
      ),
    );
  });
});

test('a wedge starts at the camera and its arc is at the range', () => {
  const posM = { x: 3, y: 4 };
  const [first, ...arc] = wedgeOutline({ posM, headingDeg: 350, fovDeg: 90, rangeM: 12 });
  expect(first).toEqual(posM);
  for (const point of arc) expect(distance(posM, point)).toBeCloseTo(12);
  expect(headingBetween(posM, arc[0]!)).toBeCloseTo(305);
  expect(headingBetween(posM, arc.at(-1)!)).toBeCloseTo(35);
});
