import { describe, expect, it } from 'vitest';
import { linkingConfig } from '../config.ts';
import { buildTrackletTable } from '../tracklets/tracklet-table.ts';
import { transitWindows } from '../transit/transit-window.ts';
import type { LinkCamera } from '../types.ts';
import { consistentLinks, journeysOf, type RowLink } from './journeys.ts';

/** Camera 1 and 2 look at the same place; camera 3 is elsewhere. */
const cameras: LinkCamera[] = [
  { id: 1, floorId: 1, posM: { x: 0, y: 0 }, headingDeg: 90, fovDeg: 60, rangeM: 10 },
  { id: 2, floorId: 1, posM: { x: 12, y: 0 }, headingDeg: 270, fovDeg: 60, rangeM: 10 },
  { id: 3, floorId: 1, posM: { x: 60, y: 0 }, headingDeg: 90, fovDeg: 60, rangeM: 10 },
];
const windows = transitWindows(cameras, linkingConfig);

/** Row i is tracklet i + 1. */
function table(...seen: readonly (readonly [cameraId: number, fromS: number, toS: number])[]) {
  return buildTrackletTable(
    seen.map(([cameraId, fromS, toS], index) => ({
      id: index + 1,
      cameraId,
      startUtcMs: fromS * 1000,
      endUtcMs: toS * 1000,
      embedding: null,
      colours: { top: null, bottom: null, shoes: null },
      entry: null,
      exit: null,
    })),
    cameras,
  );
}

const nobody = new Map<number, ReadonlySet<number>>();

const linkOf = (from: number, posterior: number, isForced = false): RowLink => ({
  from,
  to: from + 1,
  posterior,
  isForced,
});

describe('consistentLinks', () => {
  const backTooSoon = table([1, 0, 30], [2, 10, 35], [1, 20, 40]);

  it('cuts the weakest link of a chain that is in one camera twice at once', () => {
    const kept = consistentLinks(
      backTooSoon,
      windows,
      [linkOf(0, 0.7), linkOf(1, 0.9)],
      nobody,
      linkingConfig,
    );
    expect([...kept.keys()]).toEqual([1]);
    expect(journeysOf(backTooSoon, kept).map(({ trackletIds }) => trackletIds)).toEqual([[1], [2, 3]]);
  });

  it('goes on to what can be cut where what is known contradicts itself', () => {
    const twice = table([1, 0, 30], [1, 10, 20], [3, 60, 70], [3, 90, 100]);
    const apart = new Map([
      [0, new Set([2, 3])],
      [2, new Set([0])],
      [3, new Set([0])],
    ]);
    const links = [linkOf(0, 1, true), linkOf(1, 0.9), linkOf(2, 0.7)];
    expect([...consistentLinks(twice, windows, links, apart, linkingConfig).keys()]).toEqual([0, 2]);
  });

  it('never cuts what is known', () => {
    const kept = consistentLinks(
      backTooSoon,
      windows,
      [linkOf(0, 1, true), linkOf(1, 0.99)],
      nobody,
      linkingConfig,
    );
    expect([...kept.keys()]).toEqual([0]);
  });

  it('leaves chains alone whose tracklets can be one person', () => {
    const fine = table([1, 0, 30], [2, 10, 35], [3, 70, 80]);
    expect(consistentLinks(fine, windows, [linkOf(0, 0.6), linkOf(1, 0.6)], nobody, linkingConfig).size).toBe(
      2,
    );
  });

  it('puts nobody into a journey with whom a person told them apart, at the price of the weakest link', () => {
    const fine = table([1, 0, 30], [2, 10, 35], [3, 70, 80], [3, 120, 130]);
    const links = [linkOf(0, 0.95), linkOf(1, 0.6), linkOf(2, 0.9)];
    const apart = new Map([
      [0, new Set([3])],
      [3, new Set([0])],
    ]);
    const kept = consistentLinks(fine, windows, links, apart, linkingConfig);
    expect(journeysOf(fine, kept).map(({ trackletIds }) => trackletIds)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
});

describe('journeysOf', () => {
  it('is as sure as the weakest link, and lists every tracklet once by first appearance', () => {
    const seen = table([1, 0, 5], [3, 1, 6], [1, 60, 70], [3, 120, 130]);
    const links = new Map([
      [0, { from: 0, to: 2, posterior: 0.9, isForced: false }],
      [2, { from: 2, to: 3, posterior: 0.6, isForced: false }],
    ]);
    expect(journeysOf(seen, links)).toEqual([
      { trackletIds: [1, 3, 4], confidence: 0.6 },
      { trackletIds: [2], confidence: 1 },
    ]);
  });
});
