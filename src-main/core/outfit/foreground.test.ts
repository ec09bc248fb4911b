import { describe, expect, it } from 'vitest';
import { personPixels } from './person-pixels.ts';
import { type DrawnPerson, drawPerson } from './testing/drawn-person.ts';

const PERSON: DrawnPerson = {
  top: [200, 35, 45],
  bottom: [32, 42, 78],
  shoes: [240, 240, 238],
  background: [120, 150, 90],
};

/** Mean weight of a rectangle given in parts of the crop. */
function meanWeight(person: DrawnPerson, left: number, top: number, right: number, bottom: number): number {
  const { widthPx, heightPx, weight } = personPixels(drawPerson(person));
  let sum = 0;
  let count = 0;
  for (let y = Math.ceil(top * heightPx); y < bottom * heightPx; y++) {
    for (let x = Math.ceil(left * widthPx); x < right * widthPx; x++) {
      sum += weight[y * widthPx + x]!;
      count++;
    }
  }
  return sum / count;
}

describe('personWeights', () => {
  it('is high on the body, out to the sides that the prior doubts', () => {
    expect(meanWeight(PERSON, 0.35, 0.2, 0.65, 0.45)).toBeGreaterThan(0.9);
    expect(meanWeight(PERSON, 0.35, 0.55, 0.45, 0.85)).toBeGreaterThan(0.9);
    expect(meanWeight(PERSON, 0.24, 0.2, 0.29, 0.45)).toBeGreaterThan(0.8);
  });

  it('is low on the wall, even where bodies usually are', () => {
    expect(meanWeight(PERSON, 0, 0, 0.15, 1)).toBeLessThan(0.05);
    expect(meanWeight(PERSON, 0.85, 0, 1, 1)).toBeLessThan(0.05);
    // Beside the narrow head.
    expect(meanWeight(PERSON, 0.65, 0.04, 0.72, 0.13)).toBeLessThan(0.1);
  });
});
