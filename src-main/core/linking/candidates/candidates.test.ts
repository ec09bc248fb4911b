import { describe, expect, it } from 'vitest';
import { type LinkingConfig, linkingConfig } from '../config.ts';
import { makeMall } from '../testing/synthetic-mall.ts';
import { buildTrackletTable, similarity, type TrackletTable } from '../tracklets/tracklet-table.ts';
import { transitWindows } from '../transit/transit-window.ts';
import { canFollow, findCandidates } from './candidates.ts';
import type { Edges } from './edges.ts';

function candidates(table: TrackletTable, config: LinkingConfig = linkingConfig): Edges {
  const search = findCandidates(
    table,
    transitWindows(table.cameras, config),
    (from, to) => similarity(table, from, to),
    config,
  );
  let step = search.next();
  while (!step.done) step = search.next();
  return step.value;
}

function successors({ rowStart, to }: Edges, row: number): number[] {
  return [...to.slice(rowStart[row], rowStart[row + 1])];
}

/** Per camera the nearest by outfit and the soonest, by looking at everything. */
function bruteForce(table: TrackletTable, from: number): number[] {
  const windows = transitWindows(table.cameras, linkingConfig);
  return table.cameras
    .flatMap((_, camera) => {
      const window = windows[table.cameraIndex[from]! * table.cameras.length + camera]!;
      const inWindow = [...table.rowsOfCamera[camera]!].filter((row) => canFollow(table, window, from, row));
      const nearest = inWindow.toSorted((a, b) => similarity(table, from, b) - similarity(table, from, a));
      return [
        ...inWindow.slice(0, linkingConfig.soonestByTime),
        ...nearest.slice(0, linkingConfig.nearestByOutfit),
      ];
    })
    .filter((row, index, all) => all.indexOf(row) === index)
    .sort((a, b) => a - b);
}

describe('findCandidates', () => {
  const mall = makeMall({ visitors: 50, arrivalsMs: 12 * 60_000 });
  const table = buildTrackletTable(mall.tracklets, mall.cameras);

  it('finds what looking at all pairs finds', () => {
    const edges = candidates(table, { ...linkingConfig, candidatesPerTracklet: 1000 });
    for (let row = 0; row < table.count; row++)
      expect(successors(edges, row)).toEqual(bruteForce(table, row));
  });

  it('finds who comes soon after a long stay, where the plan says nothing of views', () => {
    const cameras = [1, 2].map((id) => ({
      id,
      floorId: null,
      posM: null,
      headingDeg: 0,
      fovDeg: 80,
      rangeM: 10,
    }));
    const seen = (id: number, cameraId: number, fromS: number, toS: number) => ({
      id,
      cameraId,
      startUtcMs: 1_000 * fromS,
      endUtcMs: 1_000 * toS,
      embedding: null,
      colours: { top: null, bottom: null, shoes: null },
      entry: null,
      exit: null,
    });
    const meanwhile = Array.from({ length: 10 }, (_, n) => seen(10 + n, 2, 10 * n + 5, 10 * n + 14));
    const rows = buildTrackletTable([seen(1, 1, 0, 120), ...meanwhile, seen(2, 2, 140, 150)], cameras);
    expect(successors(candidates(rows), 0).map((row) => rows.ids[row])).toContain(2);
  });

  it('finds nearly all true next tracklets through anchors, too', () => {
    const edges = candidates(table, { ...linkingConfig, exactScanLimit: 8, soonestByTime: 0 });
    const steps = trueSteps(table, mall.visitorOf);
    const found = steps.filter(([from, to]) => successors(edges, from).includes(to));
    expect(found.length / steps.length).toBeGreaterThan(0.9);
  });

  it('keeps the best by prior score where there are too many', () => {
    const few = candidates(table, { ...linkingConfig, candidatesPerTracklet: 5 });
    const all = candidates(table, { ...linkingConfig, candidatesPerTracklet: 1000 });
    const best = successors(all, 3)
      .sort((a, b) => similarity(table, 3, b) - similarity(table, 3, a))
      .slice(0, 5);
    expect(successors(few, 3)).toEqual(best.sort((a, b) => a - b));
  });
});

function trueSteps(table: TrackletTable, visitorOf: ReadonlyMap<number, number>): [number, number][] {
  const last = new Map<number, number>();
  return [...table.ids].flatMap((id, row): [number, number][] => {
    const visitor = visitorOf.get(id)!;
    const before = last.get(visitor);
    last.set(visitor, row);
    return before === undefined ? [] : [[before, row]];
  });
}
