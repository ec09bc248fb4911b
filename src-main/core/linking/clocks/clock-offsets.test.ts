import { describe, expect, it } from 'vitest';
import { linkingConfig } from '../config.ts';
import { AppearanceModel } from '../looks/appearance.ts';
import { ColourModel } from '../looks/colour.ts';
import { simultaneousPairs } from '../looks/negatives.ts';
import { cameraCentred } from '../looks/study-metric.ts';
import { makeMall } from '../testing/synthetic-mall.ts';
import { buildTrackletTable } from '../tracklets/tracklet-table.ts';
import { transitWindows } from '../transit/transit-window.ts';
import { clockFindings, inCommonTime } from './clock-offsets.ts';

const mall = makeMall({ visitors: 60, cameras: 4, embeddingNoise: 0.6, seed: 3 });

/** What is found when the clock of camera 2 is `aheadMs` ahead. */
function findingsWith(aheadMs: number, { tracklets } = mall) {
  const off = tracklets.map((tracklet) =>
    tracklet.cameraId === 2
      ? { ...tracklet, startUtcMs: tracklet.startUtcMs + aheadMs, endUtcMs: tracklet.endUtcMs + aheadMs }
      : tracklet,
  );
  const table = cameraCentred(buildTrackletTable(off, mall.cameras), linkingConfig);
  const windows = transitWindows(table.cameras, linkingConfig);
  const negatives = simultaneousPairs(table, windows, linkingConfig);
  const appearance = new AppearanceModel(table, negatives, linkingConfig);
  const colour = new ColourModel(table, negatives, linkingConfig);
  return clockFindings(table, windows, appearance, colour, linkingConfig);
}

describe('clockFindings', () => {
  it.each([12_000, -9_000])('names the one clock that is off by %i ms', (aheadMs) => {
    const [finding, ...others] = findingsWith(aheadMs);
    expect(others).toEqual([]);
    expect(finding?.cameraId).toBe(2);
    expect(Math.abs(finding!.aheadMs - aheadMs)).toBeLessThanOrEqual(2_000);
    expect(finding!.fromMs).toBeLessThanOrEqual(finding!.aheadMs);
    expect(finding!.toMs).toBeGreaterThanOrEqual(finding!.aheadMs);
    expect(finding!.links).toBeGreaterThan(20);
  });

  it('names it though camera 1 recorded alone for hours before', () => {
    const hours = makeMall({ visitors: 1_000, cameras: 4, arrivalsMs: 3 * 60 * 60_000, seed: 8 });
    const beforeMs = 4 * 60 * 60_000;
    const alone = hours.tracklets
      .filter(({ cameraId }) => cameraId === 1)
      .map((one) => ({
        ...one,
        id: one.id + 1_000_000,
        startUtcMs: one.startUtcMs - beforeMs,
        endUtcMs: one.endUtcMs - beforeMs,
      }));
    expect(alone.length).toBeGreaterThan(linkingConfig.clockTracklets);
    const [finding] = findingsWith(12_000, { ...mall, tracklets: [...alone, ...mall.tracklets] });
    expect(finding?.cameraId).toBe(2);
    expect(Math.abs(finding!.aheadMs - 12_000)).toBeLessThanOrEqual(2_000);
  });

  it('names none where all agree', () => {
    expect(findingsWith(0)).toEqual([]);
  });
});

it('inCommonTime moves the tracklets of cameras that are off, and no others', () => {
  const finding = { cameraId: 2, aheadMs: 7_000, fromMs: 6_000, toMs: 8_000, links: 9 };
  const at = (cameraId: number) => ({ cameraId, startUtcMs: 10_000, endUtcMs: 12_000 });
  expect(inCommonTime([at(1), at(2)], [finding])).toEqual([
    at(1),
    { cameraId: 2, startUtcMs: 3_000, endUtcMs: 5_000 },
  ]);
});
