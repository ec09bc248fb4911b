import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EdgesBuilder } from '../candidates/edges.ts';
import { bestSuccessors } from './successor-matching.ts';

/** A sparse gain matrix: undefined means no edge. */
const gains = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.array(
    fc.array(fc.option(fc.integer({ min: -3, max: 9 }), { nil: undefined }), {
      minLength: size,
      maxLength: size,
    }),
    {
      minLength: size,
      maxLength: size,
    },
  ),
);

function solve(matrix: readonly (readonly (number | undefined)[])[]): (number | undefined)[] {
  const builder = new EdgesBuilder(matrix.length);
  const gain: number[] = [];
  for (const row of matrix) {
    const columns = row.flatMap((value, column) => (value === undefined ? [] : [column]));
    builder.addRow(columns);
    for (const column of columns) gain.push(row[column]!);
  }
  const edges = builder.build();
  return [...bestSuccessors(edges, Float64Array.from(gain))].map((edge) =>
    edge === -1 ? undefined : edges.to[edge],
  );
}

/** Tries every matching. */
function bruteForce(
  matrix: readonly (readonly (number | undefined)[])[],
  row = 0,
  taken = new Set<number>(),
): number {
  if (row === matrix.length) return 0;
  let best = bruteForce(matrix, row + 1, taken);
  matrix[row]!.forEach((gain, column) => {
    if (gain === undefined || taken.has(column)) return;
    taken.add(column);
    best = Math.max(best, gain + bruteForce(matrix, row + 1, taken));
    taken.delete(column);
  });
  return best;
}

describe('bestSuccessors', () => {
  it('gains as much as the best of all matchings', () => {
    fc.assert(
      fc.property(gains, (matrix) => {
        const columns = solve(matrix);
        const used = columns.filter((column) => column !== undefined);
        expect(new Set(used).size).toBe(used.length);
        const total = columns.reduce<number>(
          (sum, column, row) => sum + (column === undefined ? 0 : matrix[row]![column]!),
          0,
        );
        expect(total).toBe(bruteForce(matrix));
      }),
      { numRuns: 2000 },
    );
  });

  it('never takes an edge that gains nothing', () => {
    expect(
      solve([
        [0, -1],
        [-2, 0],
      ]),
    ).toEqual([undefined, undefined]);
  });

  it('moves a row off its favourite when the sum is better', () => {
    expect(
      solve([
        [9, 8],
        [9, undefined],
      ]),
    ).toEqual([1, 0]);
  });

  it('leaves a row unmatched for one that gains more', () => {
    expect(
      solve([
        [3, undefined],
        [7, undefined],
      ]),
    ).toEqual([undefined, 0]);
  });
});
