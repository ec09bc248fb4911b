import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Assignment, type CostMatrix, isContested, solveAssignment } from './assignment.ts';

function matrixOf(rows: readonly (readonly number[])[]): CostMatrix {
  return { rows: rows.length, columns: rows[0]?.length ?? 0, costs: Float64Array.from(rows.flat()) };
}

/** Σ(cost − maxCost): what the solver minimises. */
function objective(matrix: CostMatrix, assignment: Assignment, maxCost: number): number {
  return assignment.pairs.reduce(
    (sum, { row, column }) => sum + matrix.costs[row * matrix.columns + column]! - maxCost,
    0,
  );
}

/** The least objective over every way to pair rows with columns. */
function leastObjective(matrix: CostMatrix, maxCost: number, row = 0, taken = new Set<number>()): number {
  if (row === matrix.rows) return 0;
  let least = leastObjective(matrix, maxCost, row + 1, taken);
  for (let column = 0; column < matrix.columns; column++) {
    const cost = matrix.costs[row * matrix.columns + column]!;
    if (taken.has(column) || cost > maxCost) continue;
    const rest = leastObjective(matrix, maxCost, row + 1, new Set([...taken, column]));
    least = Math.min(least, cost - maxCost + rest);
  }
  return least;
}

const matrices = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
  .chain(([rows, columns]) =>
    fc
      .array(fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constant(Number.POSITIVE_INFINITY)), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((costs): CostMatrix => ({ rows, columns, costs: Float64Array.from(costs) })),
  );

describe('solveAssignment', () => {
  it('is as good as the best of all assignments', () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: -10, max: 25 }), (matrix, maxCost) => {
        const assignment = solveAssignment(matrix, maxCost);
        expect(objective(matrix, assignment, maxCost)).toBeCloseTo(leastObjective(matrix, maxCost), 9);
      }),
      { numRuns: 500 },
    );
  });

  it('uses every row and column at most once and accounts for all of them', () => {
    fc.assert(
      fc.property(matrices, fc.integer({ min: -10, max: 25 }), (matrix, maxCost) => {
        const { pairs, unmatchedRows, unmatchedColumns } = solveAssignment(matrix, maxCost);
        const rows = [...pairs.map(({ row }) => row), ...unmatchedRows].sort((a, b) => a - b);
        const columns = [...pairs.map(({ column }) => column), ...unmatchedColumns].sort((a, b) => a - b);
        expect(rows).toEqual(Array.from({ length: matrix.rows }, (_, row) => row));
        expect(columns).toEqual(Array.from({ length: matrix.columns }, (_, column) => column));
        for (const { row, column } of pairs) {
          expect(matrix.costs[row * matrix.columns + column]).toBeLessThanOrEqual(maxCost);
        }
      }),
    );
  });

  it('prefers the total over the greedy choice', () => {
    const { pairs } = solveAssignment(
      matrixOf([
        [1, 2],
        [2, 10],
      ]),
      20,
    );
    expect(pairs).toEqual([
      { row: 0, column: 1 },
      { row: 1, column: 0 },
    ]);
  });

  it('leaves a pair apart that costs more than the limit', () => {
    const assignment = solveAssignment(matrixOf([[5]]), 4);
    expect(assignment).toEqual({ pairs: [], unmatchedRows: [0], unmatchedColumns: [0] });
  });

  it('refuses NaN and a matrix of the wrong length', () => {
    expect(() => solveAssignment(matrixOf([[Number.NaN]]), 1)).toThrow(RangeError);
    expect(() => solveAssignment({ rows: 2, columns: 2, costs: new Float64Array(3) }, 1)).toThrow(RangeError);
  });
});

describe('isContested', () => {
  const matrix = matrixOf([
    [0.2, 0.9],
    [0.4, 0.9],
  ]);

  it('finds a rival in the row or the column that is less than the margin worse', () => {
    expect(isContested(matrix, { row: 0, column: 0 }, 0.3)).toBe(true);
    expect(isContested(matrix, { row: 0, column: 0 }, 0.1)).toBe(false);
  });
});
