import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logNormalPdf, Moments } from './moments.ts';

const prior = { mean: 3, sd: 2 };

describe('Moments', () => {
  it('is the prior without data', () => {
    expect(new Moments().shrunkTo(prior, 10)).toEqual(prior);
    expect(new Moments().shrunkTo(prior, 0)).toEqual(prior);
  });

  it('is the mean and the standard deviation of the data without prior weight', () => {
    const moments = new Moments();
    for (const value of [2, 4, 4, 4, 5, 5, 7, 9]) moments.add(value);
    const { mean, sd } = moments.shrunkTo(prior, 0);
    expect(mean).toBeCloseTo(5);
    expect(sd).toBeCloseTo(2);
  });

  it('lies between prior and data', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        (values, weight) => {
          const moments = new Moments();
          for (const value of values) moments.add(value);
          const dataMean = values.reduce((sum, value) => sum + value, 0) / values.length;
          const { mean } = moments.shrunkTo(prior, weight);
          expect(mean).toBeGreaterThanOrEqual(Math.min(dataMean, prior.mean) - 1e-9);
          expect(mean).toBeLessThanOrEqual(Math.max(dataMean, prior.mean) + 1e-9);
        },
      ),
    );
  });

  it('counts a weight of two like the value given twice', () => {
    const weighted = new Moments();
    weighted.add(1, 2);
    weighted.add(4);
    const repeated = new Moments();
    for (const value of [1, 1, 4]) repeated.add(value);
    expect(weighted.shrunkTo(prior, 3).sd).toBeCloseTo(repeated.shrunkTo(prior, 3).sd);
  });

  it('never gets below the least spread', () => {
    const moments = new Moments();
    for (let i = 0; i < 100; i++) moments.add(3);
    expect(moments.shrunkTo({ mean: 3, sd: 0.1 }, 1, 0.5).sd).toBe(0.5);
  });
});

it('logNormalPdf is the density of the normal distribution', () => {
  expect(Math.exp(logNormalPdf({ mean: 0, sd: 1 })(0))).toBeCloseTo(0.398942, 6);
  expect(Math.exp(logNormalPdf({ mean: 5, sd: 2 })(7))).toBeCloseTo(0.120985, 6);
});
