import { expect, it } from 'vitest';
import { stopPosition } from './stop-position.ts';

it('lies on the axis of the view, half the range ahead', () => {
  expect(stopPosition({ posM: { x: 10, y: 20 }, headingDeg: 0, rangeM: 8 })).toEqual({ x: 10, y: 16 });
});

it('is nowhere while the camera is not placed', () => {
  expect(stopPosition({ posM: null, headingDeg: 0, rangeM: 8 })).toBeNull();
});
