/**
 * Probability that a standard normal variable exceeds `z`. Abramowitz & Stegun 1964, formula 26.2.17 for the body
 * (error below 7.5e-8), and the continued fraction 26.2.14 beyond 5, where that error would be larger than the value.
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  if (z > 5) return density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 5)))));
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return density * polynomial;
}
