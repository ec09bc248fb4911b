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

  it('is not raised by people whom a camera sees from afar as well', () => {
    const mall = makeMall({ visitors: 80 });
    const near = mall.tracklets.map((tracklet) => ({ ...tracklet, ...seenAt(180) }));
    const random = new SeededRandom(8);
    const far = near.map((tracklet) => ({
      ...tracklet,
      ...seenAt(35),
      id: tracklet.id + 1_000_000,
      cameraId: mall.cameras[Math.floor(random.next() * mall.cameras.length)]!.id,
      embedding: Int8Array.from(tracklet.embedding!, () => Math.floor(random.next() * 200) - 100),
    }));
    const alone = linkAll({ ...mall, tracklets: near }).visitors!.expected;
    const withFar = linkAll({ ...mall, tracklets: [...near, ...far] });
    expect(withFar.journeys.length).toBeGreaterThan(2 * alone);
    expect(Math.abs(withFar.visitors!.expected - alone)).toBeLessThan(0.1 * alone);
  });

  it('is not stated where nearly everybody was seen from afar', () => {
    const mall = makeMall({ visitors: 80 });
    const tracklets = mall.tracklets.map((tracklet) => ({ ...tracklet, ...seenAt(60) }));
    expect(linkAll({ ...mall, tracklets }).visitors).toBeNull();
  });

  it('is not stated without tracklets', () => {
    expect(linkAll({ tracklets: [], cameras: [] }).visitors).toBeNull();
  });
});

/** Both ends of a tracklet of somebody so tall in the picture, who stood there. */
function seenAt(heightPx: number) {
  const end = { footXPx: 400, footYPx: 300, heightPx, velocityXPxPerS: 0, velocityYPxPerS: 0 };
  return { entry: end, exit: end };
}
