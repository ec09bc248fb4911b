import { describe, expect, it } from 'vitest';
import { linkingConfig } from '../config.ts';
import { makeMall } from '../testing/synthetic-mall.ts';
import { buildTrackletTable } from '../tracklets/tracklet-table.ts';
import { transitWindows } from '../transit/transit-window.ts';
import { simultaneousPairs } from './negatives.ts';

const { tracklets, cameras, visitorOf } = makeMall({ visitors: 400, cameras: 3, arrivalsMs: 40 * 60_000 });
const table = buildTrackletTable(tracklets, cameras);
const windows = transitWindows(cameras, linkingConfig);
const pairsOf = (most: number) =>
  simultaneousPairs(table, windows, { ...linkingConfig, negativesPerCameraPair: most });

describe('simultaneousPairs', () => {
  it('are two people each', () => {
    const pairs = pairsOf(1_000_000);
    expect(pairs.length).toBeGreaterThan(500);
    for (const { first, second } of pairs)
      expect(visitorOf.get(table.ids[first]!)).not.toBe(visitorOf.get(table.ids[second]!));
  });

  it('of which there are more than are wanted are spread over the whole study', () => {
    const all = pairsOf(1_000_000);
    const few = pairsOf(20);
    expect(few).toHaveLength(20 * 6);
    const middle = (pairs: typeof all) =>
      pairs.map(({ second }) => second).sort((a, b) => a - b)[pairs.length >> 1]!;
    expect(Math.abs(middle(few) - middle(all))).toBeLessThan(0.1 * table.count);
  });
});
