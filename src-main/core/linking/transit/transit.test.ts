import { describe, expect, it } from 'vitest';
import { linkingConfig } from '../config.ts';
import { buildTrackletTable } from '../tracklets/tracklet-table.ts';
import type { LinkCamera, LinkTracklet } from '../types.ts';
import { TransitModel } from './transit.ts';
import { transitWindows } from './transit-window.ts';

const cameras: LinkCamera[] = [1, 2].map((id) => ({
  id,
  floorId: null,
  posM: null,
  headingDeg: 0,
  fovDeg: 80,
  rangeM: 10,
}));
const noColours = { top: null, bottom: null, shoes: null };

/** `count` visitors, one every two minutes, who take `gapMs` from camera 1 to camera 2. */
function walks(count: number, gapMs: number): LinkTracklet[] {
  return Array.from({ length: count }, (_, visitor) => visitor).flatMap((visitor) =>
    cameras.map(({ id }, index) => {
      const startUtcMs = visitor * 120_000 + index * (5_000 + gapMs);
      return {
        id: visitor * 2 + index + 1,
        cameraId: id,
        startUtcMs,
        endUtcMs: startUtcMs + 5_000,
        embedding: null,
        colours: noColours,
        entry: null,
        exit: null,
      };
    }),
  );
}

function modelOf(tracklets: readonly LinkTracklet[]) {
  const table = buildTrackletTable(tracklets, cameras);
  const model = new TransitModel(table, transitWindows(table.cameras, linkingConfig), linkingConfig);
  const row = (id: number): number => table.ids.indexOf(id);
  return { model, row };
}

describe('TransitModel', () => {
  it('starts from the prior walking time', () => {
    const { model } = modelOf(walks(3, 20_000));
    expect(model.medianGapMs(0, 1)).toBeCloseTo(linkingConfig.openTransitMs, 0);
  });

  it('learns how long the walk takes, and prefers it from then on', () => {
    const { model, row } = modelOf(walks(40, 20_000));
    const pairs = Array.from({ length: 40 }, (_, v) => ({
      from: row(v * 2 + 1),
      to: row(v * 2 + 2),
      weight: 1,
    }));
    const before = model.llr(pairs[0]!.from, pairs[0]!.to);
    model.learnShares(pairs);
    model.learnWays(pairs);
    expect(model.medianGapMs(0, 1)).toBeGreaterThan(17_000);
    expect(model.medianGapMs(0, 1)).toBeLessThan(28_000);
    expect(model.llr(pairs[0]!.from, pairs[0]!.to)).toBeGreaterThan(before + 1);
    // The next visitor's entry comes two minutes later than the walk takes.
    expect(model.llr(row(1), row(4))).toBeLessThan(model.llr(row(1), row(2)) - 2);
  });

  it('expects nobody to follow where nobody ever did', () => {
    const { model, row } = modelOf(walks(40, 20_000));
    const before = model.llr(row(1), row(2));
    model.learnShares([]);
    model.learnWays([]);
    expect(model.llr(row(1), row(2))).toBeLessThan(before - 1);
  });
});
