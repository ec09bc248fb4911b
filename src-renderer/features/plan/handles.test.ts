import { expect, test } from 'vitest';
import { aimAt, widenTo } from './handles.ts';

const view = { posM: { x: 10, y: 10 }, headingDeg: 350, fovDeg: 60, rangeM: 12 };

test('aiming turns the camera to the point and reaches as far', () => {
  expect(aimAt(view, { x: 16.04, y: 10 })).toEqual({ headingDeg: 90, rangeM: 6 });
  expect(aimAt(view, { x: 9.999, y: 0 })).toEqual({ headingDeg: 0, rangeM: 10 });
});

test('a handle dragged onto the pin keeps a range that the contract takes', () => {
  expect(aimAt(view, { x: 10, y: 10 })).toEqual({ headingDeg: 0, rangeM: 1 });
});

test('widening measures across north and stops at half a circle', () => {
  expect(widenTo(view, { x: 20, y: 0 })).toEqual({ fovDeg: 110 });
  expect(widenTo(view, { x: 10, y: 20 })).toEqual({ fovDeg: 180 });
  expect(widenTo({ ...view, headingDeg: 90 }, { x: 20, y: 10 })).toEqual({ fovDeg: 5 });
});
