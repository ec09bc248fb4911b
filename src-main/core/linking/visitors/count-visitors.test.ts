import { describe, expect, it } from 'vitest';
import { linkAll } from '../testing/link-all.ts';
import { SeededRandom } from '../testing/seeded-random.ts';
import { makeMall } from '../testing/synthetic-mall.ts';

describe('the number of visitors', () => {
  it('is about right, and its interval lies around it', () => {
    const mall = makeMall({ visitors: 80, embeddingNoise: 1 });
    const people = new Set(mall.visitorOf.values()).size;
    const visitors = linkAll(mall).visitors!;
    expect(Math.abs(visitors.expected - people)).toBeLessThanOrEqual(0.15 * people);
    expect(visitors.from).toBeLessThan(visitors.expected);
    expect(visitors.to).toBeGreaterThan(visitors.expected);
  });

  it('is the same whatever the order of the tracklets', () => {
    const mall = makeMall({ visitors: 80 });
    const tracklets = new SeededRandom(5).shuffled(mall.tracklets);
    const estimate = linkAll({ ...mall, tracklets }).visitors;
    expect(estimate).not.toBeNull();
    expect(estimate).toEqual(linkAll(mall).visitors);
  });

  it('leaves out staff', () => {
    const mall = makeMall({ visitors: 100 });
    const isStaff = (id: number): boolean => mall.visitorOf.get(id)! < 20;
    const uncounted = new Set(mall.tracklets.map(({ id }) => id).filter(isStaff));
    const all = linkAll(mall).visitors!.expected;
    const others = linkAll({ ...mall, uncounted }).visitors!.expected;
    expect(all - others).toBeGreaterThan(10);
    expect(all - others).toBeLessThan(30);
  });

  it('is not stated without tracklets', () => {
    expect(linkAll({ tracklets: [], cameras: [] }).visitors).toBeNull();
  });
});
