import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EdgesBuilder } from '../candidates/edges.ts';
import { linkingConfig } from '../config.ts';
import type { KnownPairs, RowPair } from '../tracklets/known-people.ts';
import { buildTrackletTable } from '../tracklets/tracklet-table.ts';
import { transitWindows } from '../transit/transit-window.ts';
import { journeysOf } from './journeys.ts';
import { solveLinks } from './solve-links.ts';

const SECOND = 1_000;
/** Five cameras that are on no plan: any of them may follow any other. */
const cameras = Array.from({ length: 5 }, (_, index) => ({
  id: index + 1,
  floorId: null,
  posM: null,
  headingDeg: 0,
  fovDeg: 80,
  rangeM: 10,
}));
const windows = transitWindows(cameras, linkingConfig);

/** One tracklet of five seconds every minute, each by another camera than the one before; row i is tracklet i + 1. */
function rowsOf(count: number) {
  return buildTrackletTable(
    Array.from({ length: count }, (_, row) => ({
      id: row + 1,
      cameraId: (row % cameras.length) + 1,
      startUtcMs: row * 60 * SECOND,
      endUtcMs: (row * 60 + 5) * SECOND,
      embedding: null,
      colours: { top: null, bottom: null, shoes: null },
      entry: null,
      exit: null,
    })),
    cameras,
  );
}

type Scored = readonly [from: number, to: number, llr: number];

function solve(count: number, scored: readonly Scored[], known: Partial<KnownPairs> = {}) {
  const table = rowsOf(count);
  const builder = new EdgesBuilder(count);
  const ordered = scored.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (let row = 0; row < count; row++) {
    builder.addRow(ordered.filter(([from]) => from === row).map(([, to]) => to));
  }
  const edges = builder.build();
  const llr = Float64Array.from(ordered, ([, , nats]) => nats);
  const pairs = { continuations: [], same: [], different: [], ...known };
  const solved = solveLinks(table, windows, { edges, llr }, pairs, linkingConfig);
  return {
    ...solved,
    journeys: journeysOf(table, solved.links).map(({ trackletIds }) => trackletIds.map((id) => id - 1)),
    posteriorOf: (from: number, to: number) =>
      solved.posterior[ordered.findIndex((edge) => edge[0] === from && edge[1] === to)]!,
  };
}

const pair = (from: number, to: number): RowPair => ({ from, to });

describe('solveLinks', () => {
  it('takes the best matching, and says how likely each link is', () => {
    const { journeys, posteriorOf, links } = solve(3, [
      [0, 1, 3],
      [0, 2, 1],
      [1, 2, 2],
    ]);
    expect(journeys).toEqual([[0, 1, 2]]);
    expect(posteriorOf(0, 1)).toBeGreaterThan(0.8);
    expect(links.get(0)).toMatchObject({ to: 1, isForced: false, isByHuman: false, edge: 0 });
  });

  it('makes sure of a link that a person confirmed, and leaves its ends to nobody else', () => {
    const scored: Scored[] = [
      [0, 2, 1],
      [0, 3, 2],
      [1, 2, 2],
      [1, 3, 1],
    ];
    expect(solve(4, scored).journeys).toEqual([
      [0, 3],
      [1, 2],
    ]);
    const { journeys, links, posteriorOf } = solve(4, scored, { same: [pair(0, 2)] });
    expect(journeys).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(links.get(0)).toMatchObject({ posterior: 1, margin: 1, isForced: true, isByHuman: true, edge: 0 });
    expect(posteriorOf(0, 2)).toBe(1);
    expect(posteriorOf(0, 3)).toBe(0);
    expect(posteriorOf(1, 3)).toBeGreaterThan(solve(4, scored).posteriorOf(1, 3));
  });

  it('confirms a pair that was no candidate at all', () => {
    const { links, journeys } = solve(2, [], { same: [pair(0, 1)] });
    expect(journeys).toEqual([[0, 1]]);
    expect(links.get(0)).toMatchObject({ edge: -1, isByHuman: true, posterior: 1 });
  });

  it('keeps a stop that lies between two tracklets said to be one visitor', () => {
    const scored: Scored[] = [
      [0, 1, 4],
      [1, 2, 4],
    ];
    const { journeys, links } = solve(3, scored, { same: [pair(0, 2)] });
    expect(journeys).toEqual([[0, 1, 2]]);
    expect(links.get(0)!.isByHuman).toBe(false);
  });

  it('lets go of what a confirmed stop leaves no way for', () => {
    // Row 1 lies between; row 2 was said to follow row 0, so nobody else may.
    const { journeys } = solve(
      4,
      [
        [0, 1, 4],
        [1, 3, 4],
      ],
      { same: [pair(0, 2)] },
    );
    expect(journeys).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('puts two visitors who were told apart into no journey together, neighbours or not', () => {
    const chain: Scored[] = [
      [0, 1, 5],
      [1, 2, 3],
      [2, 3, 5],
    ];
    expect(solve(4, chain).journeys).toEqual([[0, 1, 2, 3]]);
    expect(solve(4, chain, { different: [pair(1, 2)] }).journeys).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(solve(4, chain, { different: [pair(0, 3)] }).journeys).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('lets the next best follow where a person ruled the favourite out', () => {
    const scored: Scored[] = [
      [0, 1, 6],
      [0, 2, 2],
    ];
    const { journeys, posteriorOf } = solve(3, scored, { different: [pair(0, 1)] });
    expect(posteriorOf(0, 1)).toBe(0);
    expect(journeys).toEqual([[0, 2], [1]]);
  });

  it('tells a whole chain apart from whoever one of its tracklets is told apart from', () => {
    const scored: Scored[] = [
      [0, 2, 6],
      [1, 2, 6],
    ];
    const known = { same: [pair(0, 1)], different: [pair(0, 2)] };
    expect(solve(3, scored, known).journeys).toEqual([[0, 1], [2]]);
  });

  it('keeps every decision, whatever the scores say', () => {
    const nats = fc.double({ min: -3, max: 8, noNaN: true });
    const rows = 8;
    const edge = fc.tuple(fc.nat(rows - 2), fc.nat(rows - 1), nats).filter(([from, to]) => from < to);
    const edgesArbitrary = fc.uniqueArray(edge, { selector: ([from, to]) => `${from}>${to}`, maxLength: 20 });
    const people = fc.array(fc.nat(3), { minLength: rows, maxLength: rows });
    const asked = fc.array(
      fc.tuple(fc.nat(rows - 2), fc.nat(rows - 1)).filter(([from, to]) => from < to),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(edgesArbitrary, people, asked, (scored, personOf, questions) => {
        const same = questions.filter(([from, to]) => personOf[from] === personOf[to]);
        const different = questions.filter(([from, to]) => personOf[from] !== personOf[to]);
        const { journeys } = solve(rows, scored, {
          same: same.map(([from, to]) => pair(from, to)),
          different: different.map(([from, to]) => pair(from, to)),
        });
        const journeyOf = (row: number) => journeys.findIndex((rowsIn) => rowsIn.includes(row));
        for (const [from, to] of same) expect(journeyOf(from)).toBe(journeyOf(to));
        for (const [from, to] of different) expect(journeyOf(from)).not.toBe(journeyOf(to));
        expect(journeys.flat().sort((a, b) => a - b)).toEqual([...Array(rows).keys()]);
      }),
      { numRuns: 300 },
    );
  });
});
