/** Costs of pairing rows with columns, row by row; an entry may be Infinity for a forbidden pair. */
export interface CostMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly costs: Float64Array;
}

export interface Pair {
  readonly row: number;
  readonly column: number;
}

export interface Assignment {
  /** In order of row. */
  readonly pairs: readonly Pair[];
  readonly unmatchedRows: readonly number[];
  readonly unmatchedColumns: readonly number[];
}

/**
 * Rectangular linear assignment in which staying alone is allowed and costs `maxCost` per row: the pairs that
 * minimise Σ(cost − maxCost), so that no pair costs more than `maxCost`.
 *
 * Shortest augmenting paths with dual potentials (Jonker & Volgenant 1987, in the rectangular form of
 * Crouse 2016). Each row also has a private dummy column of cost `maxCost`, held implicitly. O(rows² ·
 * (rows + columns)); deterministic. Throws RangeError when a cost is NaN, or the matrix has the wrong length.
 */
export function solveAssignment(matrix: CostMatrix, maxCost: number): Assignment {
  const { rows, columns, costs } = matrix;
  if (costs.length !== rows * columns) {
    throw new RangeError(`${costs.length} costs for ${rows}×${columns}`);
  }
  if (costs.some(Number.isNaN)) throw new RangeError('a cost is NaN');
  const solver = new AugmentingPathSolver(matrix, maxCost);
  for (let row = 0; row < rows; row++) solver.addRow(row);
  return solver.result();
}

/** Whether a pair has a rival in its row or column that costs less than `margin` more. */
export function isContested(matrix: CostMatrix, pair: Pair, margin: number): boolean {
  const { rows, columns, costs } = matrix;
  const limit = costs[pair.row * columns + pair.column]! + margin;
  for (let column = 0; column < columns; column++) {
    if (column !== pair.column && costs[pair.row * columns + column]! < limit) return true;
  }
  for (let row = 0; row < rows; row++) {
    if (row !== pair.row && costs[row * columns + pair.column]! < limit) return true;
  }
  return false;
}

const NONE = -1;

/** The working arrays of one solution. Columns from `columns` on are the rows' dummies. */
class AugmentingPathSolver {
  private readonly matrix: CostMatrix;
  private readonly maxCost: number;
  private readonly width: number;
  private readonly rowPotential: Float64Array;
  private readonly columnPotential: Float64Array;
  private readonly columnOfRow: Int32Array;
  private readonly rowOfColumn: Int32Array;

  constructor(matrix: CostMatrix, maxCost: number) {
    this.matrix = matrix;
    this.maxCost = maxCost;
    this.width = matrix.columns + matrix.rows;
    this.rowPotential = new Float64Array(matrix.rows);
    this.columnPotential = new Float64Array(this.width);
    this.columnOfRow = new Int32Array(matrix.rows).fill(NONE);
    this.rowOfColumn = new Int32Array(this.width).fill(NONE);
  }

  /** Finds the shortest augmenting path from a free row (Dijkstra on reduced costs) and flips it. */
  addRow(start: number): void {
    const distance = new Float64Array(this.width).fill(Number.POSITIVE_INFINITY);
    const reachedFrom = new Int32Array(this.width).fill(NONE);
    const done = new Uint8Array(this.width);
    const visitedRows = [start];
    let row = start;
    let reached = 0;
    let sink = NONE;
    while (sink === NONE) {
      let best = NONE;
      let bestDistance = Number.POSITIVE_INFINITY;
      for (let column = 0; column < this.width; column++) {
        if (done[column]) continue;
        const through =
          reached + this.cost(row, column) - this.rowPotential[row]! - this.columnPotential[column]!;
        if (through < distance[column]!) {
          distance[column] = through;
          reachedFrom[column] = row;
        }
        if (distance[column]! < bestDistance) {
          bestDistance = distance[column]!;
          best = column;
        }
      }
      reached = bestDistance;
      done[best] = 1;
      const owner = this.rowOfColumn[best]!;
      if (owner === NONE) {
        sink = best;
      } else {
        visitedRows.push(owner);
        row = owner;
      }
    }
    this.updatePotentials(start, visitedRows, done, distance, reached);
    this.flipPath(start, sink, reachedFrom);
  }

  result(): Assignment {
    const pairs: Pair[] = [];
    const unmatchedRows: number[] = [];
    for (let row = 0; row < this.matrix.rows; row++) {
      const column = this.columnOfRow[row]!;
      if (column < this.matrix.columns) pairs.push({ row, column });
      else unmatchedRows.push(row);
    }
    const unmatchedColumns: number[] = [];
    for (let column = 0; column < this.matrix.columns; column++) {
      if (this.rowOfColumn[column] === NONE) unmatchedColumns.push(column);
    }
    return { pairs, unmatchedRows, unmatchedColumns };
  }

  private cost(row: number, column: number): number {
    const { columns, costs } = this.matrix;
    if (column >= columns) return column - columns === row ? this.maxCost : Number.POSITIVE_INFINITY;
    const cost = costs[row * columns + column]!;
    return cost <= this.maxCost ? cost : Number.POSITIVE_INFINITY;
  }

  private updatePotentials(
    start: number,
    visitedRows: readonly number[],
    done: Uint8Array,
    distance: Float64Array,
    reached: number,
  ): void {
    for (const row of visitedRows) {
      const slack = row === start ? reached : reached - distance[this.columnOfRow[row]!]!;
      this.rowPotential[row] = this.rowPotential[row]! + slack;
    }
    for (let column = 0; column < this.width; column++) {
      if (done[column]) {
        this.columnPotential[column] = this.columnPotential[column]! - (reached - distance[column]!);
      }
    }
  }

  private flipPath(start: number, sink: number, reachedFrom: Int32Array): void {
    let column = sink;
    for (;;) {
      const row = reachedFrom[column]!;
      const previous = this.columnOfRow[row]!;
      this.rowOfColumn[column] = row;
      this.columnOfRow[row] = column;
      if (row === start) return;
      column = previous;
    }
  }
}
