import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import { EdgesBuilder } from '../candidates/edges.ts';
import { linkingConfig } from '../config.ts';
import { LookModel } from '../looks/look-model.ts';
import { SeededRandom } from '../testing/seeded-random.ts';
import { buildTrackletTable } from '../tracklets/tracklet-table.ts';
import { improveJourneys, type JourneyTerms } from './journey-moves.ts';

const camera = { id: 1, floorId: null, posM: null, headingDeg: 0, fovDeg: 80, rangeM: 10 };
const anyStep: JourneyTerms = { step: () => -1, canShare: () => true };
const hopeful = ({ to }: { to: Int32Array }): Float64Array => new Float64Array(to.length);

/** `people[row]` is who row shows, null for nobody to be told. Every row may be followed by every later one. */
function scene(people: readonly (number | null)[], seed = 1) {
  const random = new SeededRandom(seed);
  const directions = [0, 1, 2].map(() => Array.from({ length: EMBEDDING_LENGTH }, () => random.normal()));
  const tracklets = people.map((person, row) => ({
    id: row + 1,
    cameraId: 1,
    startUtcMs: row * 1000,
    endUtcMs: row * 1000 + 500,
    embedding:
      person === null
        ? null
        : Int8Array.from(directions[person]!, (value) => Math.round(20 * (value + 0.6 * random.normal()))),
    colours: { top: null, bottom: null, shoes: null },
    entry: null,
    exit: null,
  }));
  const builder = new EdgesBuilder(people.length);
  for (const row of people.keys()) builder.addRow([...people.keys()].slice(row + 1));
  const looks = new LookModel(
    buildTrackletTable(tracklets, [camera]),
    { mean: 0.7, sd: 0.12 },
    { mean: 0, sd: 0.12 },
  );
  return { edges: builder.build(), looks };
}

const alone = (rows: number): Int32Array => new Int32Array(rows).fill(-1);

function journeys(next: Int32Array): number[][] {
  const followers = new Set(next);
  return [...next.keys()]
    .filter((row) => !followers.has(row))
    .map((start) => {
      const chain = [start];
      for (let at = next[start]!; at !== -1; at = next[at]!) chain.push(at);
      return chain;
    });
}

type Chain = readonly number[];

/** Rows put to one of three journeys, as long as nobody is in two places at once. */
function anyJourneys(rows: number, random: SeededRandom, { canShare }: JourneyTerms): Int32Array {
  const next = alone(rows);
  const chains: number[][] = [[], [], []];
  for (let row = 0; row < rows; row++) {
    const chain = chains[Math.floor(3 * random.next())]!;
    if (!chain.every((earlier) => canShare(earlier, row))) continue;
    if (chain.length > 0) next[chain.at(-1)!] = row;
    chain.push(row);
  }
  return next;
}

/** Sums of vectors are of single precision. */
const SLACK = 1e-3;

/** What a journey is worth, told from all of it; −∞ for one that nobody could make. */
function worthBy(looks: LookModel, { step, canShare }: JourneyTerms): (chain: Chain) => number {
  return (chain) => {
    const look = looks.empty();
    let nats = 0;
    chain.forEach((row, at) => {
      looks.add(look, row);
      if (at > 0) nats += step(chain[at - 1]!, row);
      if (chain.slice(0, at).some((earlier) => !canShare(earlier, row))) nats = Number.NEGATIVE_INFINITY;
    });
    return nats + looks.worth(look);
  };
}

function sumOf(chains: readonly Chain[], worth: (chain: Chain) => number): number {
  return chains.reduce((sum, chain) => sum + worth(chain), 0);
}

const inOrder = (...rows: number[]): Chain => rows.sort((a, b) => a - b);

/** All that cutting one journey may make of it. */
function cutsOf(chain: Chain): Chain[][] {
  return chain.flatMap((row, at) => [
    [chain.slice(0, at), chain.slice(at)],
    [[row], chain.filter((other) => other !== row)],
  ]);
}

/** All that an edge from one journey to another may make of both. */
function movesOf(first: Chain, second: Chain): Chain[][] {
  return first.flatMap((a, atA) =>
    second.flatMap((b, atB) => {
      if (b < a) return [];
      const [until, after] = [first.slice(0, atA + 1), first.slice(atA + 1)];
      const [before, from] = [second.slice(0, atB), second.slice(atB)];
      return [
        [inOrder(...first, ...second)],
        [[...until, ...from], after, before],
        [[...until, ...from], inOrder(...after, ...before)],
        [inOrder(...first, b), second.filter((row) => row !== b)],
        [first.filter((row) => row !== a), inOrder(a, ...second)],
      ];
    }),
  );
}

describe('improveJourneys', () => {
  it('finds the people from nothing, and puts a stop between two that are linked already', () => {
    const people = [0, 1, 0, 1, 0];
    const { edges, looks } = scene(people);
    const next = alone(5);
    next[0] = 4;
    improveJourneys(edges, hopeful(edges), next, looks, anyStep, linkingConfig);
    expect(journeys(next)).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
  });

  it('crosses two journeys that swapped their people', () => {
    const { edges, looks } = scene([0, 1, 0, 1, 0, 1]);
    const next = Int32Array.from([2, 3, 5, 4, -1, -1]);
    improveJourneys(edges, hopeful(edges), next, looks, anyStep, linkingConfig);
    expect(journeys(next)).toEqual([
      [0, 2, 4],
      [1, 3, 5],
    ]);
  });

  it('crosses two journeys of which neither half may be moved alone', () => {
    // 0 and 1 are seen at once, and so are 2 and 3: cutting loses, and every journey of three is impossible.
    const { edges, looks } = scene([null, null, null, null]);
    const next = Int32Array.from([3, 2, -1, -1]);
    const terms: JourneyTerms = {
      ...anyStep,
      step: (a, b) => (b - a === 2 ? 3 : 2),
      canShare: (a, b) => b - a !== 1 || a === 1,
    };
    improveJourneys(edges, hopeful(edges), next, looks, terms, linkingConfig);
    expect(journeys(next)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('has nobody in two places at once', () => {
    const { edges, looks } = scene([0, 1, 0, 0]);
    const next = Int32Array.from([-1, -1, -1, -1]);
    const terms: JourneyTerms = {
      ...anyStep,
      canShare: (a, b) => !(a === 2 && b === 3),
    };
    improveJourneys(edges, hopeful(edges), next, looks, terms, linkingConfig);
    expect(journeys(next).some((chain) => chain.length > 1)).toBe(true);
    expect(journeys(next).some((chain) => chain.includes(2) && chain.includes(3))).toBe(false);
  });

  it('leaves no move that would make journeys likelier', () => {
    const arbitrary = fc.record({
      people: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 9 }),
      seed: fc.integer({ min: 1, max: 1_000 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ people, seed }) => {
        const { edges, looks } = scene(people, seed);
        const random = new SeededRandom(seed);
        const nats = people.map(() => people.map(() => 6 * random.next() - 4));
        const apart = people.map(() => people.map(() => random.next() < 0.15));
        const terms: JourneyTerms = {
          ...anyStep,
          step: (from, to) => nats[from]![to]!,
          canShare: (first, second) => !apart[first]![second],
        };
        const next = anyJourneys(people.length, random, terms);
        const patient = { ...linkingConfig, moveSweeps: 1_000, moveConflictReach: people.length };
        improveJourneys(edges, hopeful(edges), next, looks, terms, patient);
        const found = journeys(next);
        const worth = worthBy(looks, terms);
        for (const first of found) {
          expect(worth(first)).toBeGreaterThan(Number.NEGATIVE_INFINITY);
          for (const changed of cutsOf(first)) {
            expect(sumOf(changed, worth)).toBeLessThanOrEqual(worth(first) + SLACK);
          }
          for (const second of found) {
            if (first === second) continue;
            for (const changed of movesOf(first, second)) {
              expect(sumOf(changed, worth)).toBeLessThanOrEqual(worth(first) + worth(second) + SLACK);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('puts every row in one journey, in order, whatever it begins with', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 8 }), (people) => {
        const { edges, looks } = scene(people, 7);
        const next = alone(people.length);
        improveJourneys(edges, hopeful(edges), next, looks, anyStep, linkingConfig);
        const found = journeys(next);
        expect(found.flat().sort((a, b) => a - b)).toEqual(people.map((_, row) => row));
        for (const chain of found) expect(chain).toEqual(chain.toSorted((a, b) => a - b));
      }),
      { numRuns: 30 },
    );
  });
});
