import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EdgesBuilder } from '../candidates/edges.ts';
import { matchingMarginals } from './marginals.ts';

const OPTIONS = { tolerance: 1e-10, maxRounds: 2000 };

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly odds: number;
}

function posteriors(rows: number, graph: readonly Edge[], options = OPTIONS): number[] {
  const builder = new EdgesBuilder(rows);
  for (let row = 0; row < rows; row++) {
    builder.addRow(graph.filter(({ from }) => from === row).map(({ to }) => to));
  }
  return [
    ...matchingMarginals(
      builder.build(),
      Float64Array.from(graph, ({ odds }) => Math.log(odds)),
      options,
    ),
  ];
}

/** Sums over all matchings. */
function exactPosteriors(graph: readonly Edge[]): number[] {
  const sums = graph.map(() => 0);
  let total = 0;
  const visit = (index: number, weight: number, chosen: readonly number[]): void => {
    if (index === graph.length) {
      total += weight;
      for (const edge of chosen) sums[edge]! += weight;
      return;
    }
    visit(index + 1, weight, chosen);
    const { from, to, odds } = graph[index]!;
    const isFree = chosen.every((other) => graph[other]!.from !== from && graph[other]!.to !== to);
    if (isFree) visit(index + 1, weight * odds, [...chosen, index]);
  };
  visit(0, 1, []);
  return sums.map((sum) => sum / total);
}

const odds = fc.double({ min: 0.01, max: 100, noNaN: true });
/** Edges in order of row, then column, each pair at most once. */
const graph = fc
  .uniqueArray(
    fc.record({ from: fc.integer({ min: 0, max: 3 }), to: fc.integer({ min: 0, max: 3 }), odds }),
    {
      selector: ({ from, to }) => `${from}-${to}`,
      maxLength: 9,
    },
  )
  .map((edges) => edges.sort((a, b) => a.from - b.from || a.to - b.to));

/** Leaves out the edges that would close a cycle. */
function withoutCycles(edges: readonly Edge[]): Edge[] {
  const component = Array.from({ length: 8 }, (_, vertex) => vertex);
  return edges.filter(({ from, to }) => {
    const [a, b] = [component[from]!, component[4 + to]!];
    component.forEach((label, vertex) => {
      if (label === b) component[vertex] = a;
    });
    return a !== b;
  });
}

function hasCycle(edges: readonly Edge[]): boolean {
  return withoutCycles(edges).length < edges.length;
}

/** Both kinds of messages one after the other, as the paper has them. */
function plainMarginals(graph: readonly Edge[], rounds: number): number[] {
  const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  const others = (edge: Edge, end: 'from' | 'to', messages: readonly number[]): number =>
    sumOf(messages.filter((_, at) => graph[at] !== edge && graph[at]![end] === edge[end]));
  const weighted = (messages: readonly number[]): number[] =>
    messages.map((message, at) => message * graph[at]!.odds);
  let toRow = graph.map(() => 1);
  for (let round = 0; round < rounds; round++) {
    const toColumn = graph.map((edge) => edge.odds / (1 + others(edge, 'from', weighted(toRow))));
    toRow = graph.map((edge) => 1 / (1 + others(edge, 'to', toColumn)));
  }
  const belief = weighted(toRow);
  return graph.map((edge, at) => belief[at]! / (1 + belief[at]! + others(edge, 'from', belief)));
}

describe('matchingMarginals', () => {
  it('sends the messages of so many rounds, whether or not they have settled', () => {
    fc.assert(
      fc.property(graph, fc.integer({ min: 0, max: 6 }), (edges, maxRounds) => {
        const found = posteriors(4, edges, { tolerance: 0, maxRounds });
        plainMarginals(edges, maxRounds).forEach((posterior, at) => {
          expect(found[at]).toBeCloseTo(posterior, 9);
        });
      }),
    );
  });

  it('is the logistic function of the odds for a single edge', () => {
    expect(posteriors(1, [{ from: 0, to: 0, odds: 3 }])[0]).toBeCloseTo(0.75);
  });

  it('is exact on a path, which has no cycle', () => {
    fc.assert(
      fc.property(fc.array(odds, { minLength: 1, maxLength: 7 }), (weights) => {
        const path = weights.map((weight, i) => ({ from: i >> 1, to: (i + 1) >> 1, odds: weight }));
        const expected = exactPosteriors(path);
        posteriors(4, path).forEach((posterior, i) => {
          expect(posterior).toBeCloseTo(expected[i]!, 5);
        });
      }),
    );
  });

  it('is exact on every forest', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const forest = withoutCycles(edges);
        const expected = exactPosteriors(forest);
        posteriors(4, forest).forEach((posterior, i) => {
          expect(posterior).toBeCloseTo(expected[i]!, 5);
        });
      }),
    );
  });

  it('minimises the Bethe free energy on every graph, cycles or not', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        // The energy is convex (Vontobel 2013; Williams & Lau 2014), so where its slope is zero it is least. That is
        // where odds · free ends = posterior · (1 − posterior).
        const found = posteriors(4, edges);
        edges.forEach(({ from, to, odds }, i) => {
          const isFree = (end: 'from' | 'to', vertex: number) =>
            1 - edges.reduce((sum, edge, at) => sum + (edge[end] === vertex ? found[at]! : 0), 0);
          const slope = odds * isFree('from', from) * isFree('to', to) - found[i]! * (1 - found[i]!);
          expect(slope).toBeCloseTo(0, 4);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is near the exact posterior, on average, where there are cycles', () => {
    // How far off it may be has no bound of practical use; how far off it is, over graphs that are the same every time.
    const graphs = fc.sample(graph, { numRuns: 2_000, seed: 1 });
    const errors = graphs.filter(hasCycle).flatMap((edges) => {
      const expected = exactPosteriors(edges);
      return posteriors(4, edges).map((posterior, i) => Math.abs(posterior - expected[i]!));
    });
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.005);
  });

  it('never gives a row or a column more than one whole successor', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const found = posteriors(4, edges);
        for (const end of ['from', 'to'] as const) {
          for (let i = 0; i < 4; i++) {
            const sum = edges.reduce(
              (total, edge, index) => total + (edge[end] === i ? found[index]! : 0),
              0,
            );
            expect(sum).toBeLessThanOrEqual(1 + 1e-4);
          }
        }
      }),
    );
  });

  it('stands odds beyond what a double can add up', () => {
    const [sure, rival] = posteriors(2, [
      { from: 0, to: 0, odds: 1e200 },
      { from: 1, to: 0, odds: 2 },
    ]);
    expect(sure).toBeCloseTo(1);
    expect(rival).toBeCloseTo(0);
  });
});
