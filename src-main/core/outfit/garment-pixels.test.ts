import { expect, test } from 'vitest';
import { parsedPerson } from './garment-pixels.ts';
import { drawnGarments, nothingSeen } from './testing/drawn-garments.ts';
import { drawPerson } from './testing/drawn-person.ts';

const image = drawPerson({
  top: [200, 35, 45],
  bottom: [32, 42, 78],
  shoes: [240, 240, 238],
  background: [120, 150, 90],
});
const meanLightness = ({ lab, weight }: { lab: Float32Array; weight: Float32Array }) =>
  weight.reduce((sum, _, at) => sum + lab[at * 3]!, 0) / weight.length;

test('splits the pixels of a crop by garment', () => {
  const { top, bottom, shoes, area } = parsedPerson(image, drawnGarments());
  expect(top.lab).toHaveLength(3 * top.weight.length);
  expect(top.area).toBeCloseTo(0.35 * 0.6, 1);
  expect(bottom.area).toBeCloseTo(0.42 * 0.44, 1);
  expect(area).toBeGreaterThan(top.area + bottom.area + shoes.area);
  expect(meanLightness(shoes)).toBeGreaterThan(80);
  expect(meanLightness(bottom)).toBeLessThan(30);
  expect(top.dressShare).toBe(0);
});

test('the upper half of a dress is a top and the lower half a bottom', () => {
  const { top, bottom } = parsedPerson(image, drawnGarments({ top: 'full-body', bottom: 'full-body' }));
  expect([top.dressShare, bottom.dressShare]).toEqual([1, 1]);
  expect(Math.abs(top.area - bottom.area)).toBeLessThan(0.1);
});

test('a coat over a dress is no dress', () => {
  const { top, bottom } = parsedPerson(image, drawnGarments({ bottom: 'full-body' }));
  expect([top.dressShare, bottom.dressShare]).toEqual([0, 1]);
});

test('nothing where the parser sees nobody', () => {
  const { top, bottom, shoes, area } = parsedPerson(image, nothingSeen());
  expect([top.area, bottom.area, shoes.area, area]).toEqual([0, 0, 0, 0]);
});
