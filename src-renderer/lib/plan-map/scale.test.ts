import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampToPlan, formatMetres, metresPerPx, planSizeM, scaleBar, toPx } from './scale.ts';

const image = { id: 1, widthPx: 800, heightPx: 600, metresPerPx: 0.05, isScaleSet: true };

test('a plan is as large as its pixels times its scale', () => {
  expect(planSizeM(image)).toEqual({ widthM: 40, heightM: 30 });
  expect(toPx({ x: 40, y: 30 }, image)).toEqual({ x: 800, y: 600 });
});

test('the scale is the typed distance over the clicked one', () => {
  expect(metresPerPx({ x: 0, y: 0 }, { x: 300, y: 400 }, 25)).toBeCloseTo(0.05);
});

test('two clicks on one spot, or no distance, give no scale', () => {
  expect(metresPerPx({ x: 5, y: 5 }, { x: 5.2, y: 5 }, 25)).toBeNull();
  expect(metresPerPx({ x: 0, y: 0 }, { x: 9, y: 0 }, 0)).toBeNull();
  expect(metresPerPx({ x: 0, y: 0 }, { x: 9, y: 0 }, Number.NaN)).toBeNull();
});

test('a pin cannot leave the picture', () => {
  expect(clampToPlan({ x: -1, y: 31 }, { widthM: 40, heightM: 30 })).toEqual({ x: 0, y: 30 });
});

test('a scale bar has a round length that fills at least 40 % of its room', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), (screenPxPerM) => {
      const { lengthM, widthPx } = scaleBar(screenPxPerM, 120);
      expect(widthPx).toBeLessThanOrEqual(120 * 1.000001);
      expect(widthPx).toBeGreaterThanOrEqual(120 * 0.39);
      expect(formatMetres(lengthM)).toMatch(/^0?[.0]*[125]0*(e[+-]\d+)? m$/);
    }),
  );
});
