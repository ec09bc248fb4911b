import { describe, expect, it } from 'vitest';
import { linkingConfig } from '../config.ts';
import { LookModel } from '../looks/look-model.ts';
import { makeMall } from '../testing/synthetic-mall.ts';
import { buildTrackletTable } from '../tracklets/tracklet-table.ts';
import { transitWindows, windowOf } from '../transit/transit-window.ts';
import { visitorsConfig } from './config.ts';
import { lookCell, lookDistance, PAIR_CLASSES, pairClass } from './look-distance.ts';
import { knownParts, partOf } from './part.ts';
import { returnsBetween } from './part-pairs.ts';

const WITHIN = 0.4;

describe('returnsBetween', () => {
  const mall = makeMall({ visitors: 40, arrivalsMs: 90 * 60_000 });
  const table = buildTrackletTable(mall.tracklets, mall.cameras);
  const windows = transitWindows(table.cameras, {
    ...linkingConfig,
    dwellAllowanceMs: 60_000,
    openWindowMs: 60_000,
  });
  const looks = new LookModel(table, { mean: 1 - WITHIN, sd: 0.15 }, { mean: 0, sd: 0.15 });
  // Pairs of rows and single ones.
  const rows = [...table.ids.keys()];
  const parts = rows
    .filter((row) => row % 3 !== 1)
    .map((row) => partOf(row % 3 === 0 && row + 1 < rows.length ? [row, row + 1] : [row], looks, table));
  const told = knownParts(parts, {
    same: [{ from: parts[0]!.rows[0]!, to: parts.at(-1)!.rows[0]! }],
    different: [{ from: parts[1]!.rows[0]!, to: parts.at(-1)!.rows[0]! }],
  });

  it.each([Number.POSITIVE_INFINITY, 300])(
    'finds what looking at every pair finds, of %d pairs',
    (returnPairs) => {
      const config = { ...visitorsConfig, returnPairs };
      const found = returnsBetween(parts, { table, windows }, WITHIN, told, config);
      const step = Math.max(1, Math.ceil(parts.length ** 2 / 2 / returnPairs));
      const expected: string[] = [];
      const strangers = Array.from({ length: PAIR_CLASSES }, (): number[] => []);
      let compared = 0;
      parts.forEach((earlier, from) => {
        parts.forEach((later, to) => {
          if (to <= from || to % step !== 0) return;
          const { maxGapMs, overlap } = windowOf(windows, table, earlier.rows.at(-1)!, later.rows[0]!);
          const gapMs = later.startUtcMs - earlier.endUtcMs;
          const distance = lookDistance(earlier.look, later.look, WITHIN);
          const atClass = pairClass(earlier.look, later.look);
          if (gapMs < 0 && overlap === 'none') strangers[atClass]!.push(distance);
          if (gapMs <= maxGapMs || told.apart.get(from)?.has(to)) return;
          compared++;
          if (distance <= 4.2 && !told.same.get(from)?.has(to))
            expected.push(`${from}>${to} ${lookCell(atClass, distance)}`);
        });
      });
      const { rowStart, to } = found.pairs.edges;
      const pairs = parts.flatMap((_, from) =>
        [...to.subarray(rowStart[from], rowStart[from + 1])].map(
          (other, at) => `${from}>${other} ${found.pairs.cell[rowStart[from]! + at]}`,
        ),
      );
      expect(expected.length).toBeGreaterThan(10);
      expect(pairs).toEqual(expected);
      expect(found.compared).toBe(compared);
      expect(found.strangers).toEqual(strangers);
      expect(found.share).toBeCloseTo(Math.ceil(parts.length / step) / parts.length);
    },
  );
});
