import { expect, it } from 'vitest';
import { distortRadius, undistortRadius } from './lens.ts';

it('undoes the lens for boxes of the truth', () => {
  for (const distortion of [0, 0.06, 0.14]) {
    for (const radius of [0, 0.2, 0.5, 0.8, 1])
      expect(undistortRadius(distortRadius(radius, distortion), distortion)).toBeCloseTo(radius, 5);
  }
  // Barrel: what is half way to the corner moves outwards in the picture.
  expect(undistortRadius(0.5, 0.14)).toBeGreaterThan(0.5);
});
