import { describe, expect, it } from 'vitest';
import { linkAll } from '../testing/link-all.ts';
import { SeededRandom } from '../testing/seeded-random.ts';
import { makeMall } from '../testing/synthetic-mall.ts';

describe('the number of visitors', () => {
  it('is about right, and its interval lies around it', () => {
    const mall = makeMall({ visitors: 80, embeddingNoise: 1 });
    const people = new Set(mall.visitorOf.values()).size;
    const { visitors } = linkAll(mall);
    expect(Math.abs(visitors.expected - people)).toBeLessThanOrEqual(0.15 * people);
    expect(visitors.from).toBeLessThan(visitors.expected);
    expect(visitors.to).toBeGreaterThan(visitors.expected);
  });

  it('is the same whatever the order of the tracklets', () => {
    const mall = makeMall({ visitors: 30 });
    const tracklets = new SeededRandom(5).shuffled(mall.tracklets);
    expect(linkAll({ ...mall, tracklets }).visitors).toEqual(linkAll(mall).visitors);
  });

  it('leaves out staff', () => {
    const mall = makeMall({ visitors: 30 });
    const uncounted = new Set(mall.tracklets.map(({ id }) => id));
    expect(linkAll({ ...mall, uncounted }).visitors).toEqual({ expected: 0, from: 0, to: 0 });
  });

  it('is none without tracklets', () => {
    expect(linkAll({ tracklets: [], cameras: [] }).visitors).toEqual({ expected: 0, from: 0, to: 0 });
  });
});
