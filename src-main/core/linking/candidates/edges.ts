/** Candidate links as a sparse matrix in compressed rows: edges of row `a` are `rowStart[a] … rowStart[a + 1]`. */
export interface Edges {
  readonly rowStart: Int32Array;
  /** The row of the later tracklet, ascending within a row. */
  readonly to: Int32Array;
}

/** Collects edges row by row. */
export class EdgesBuilder {
  readonly #rowStart: Int32Array;
  #to = new Int32Array(1024);
  #count = 0;
  #row = 0;

  constructor(rows: number) {
    this.#rowStart = new Int32Array(rows + 1);
  }

  /** Ends the current row with these successors. */
  addRow(successors: ArrayLike<number>): void {
    if (this.#count + successors.length > this.#to.length) {
      const larger = new Int32Array(Math.max(this.#to.length * 2, this.#count + successors.length));
      larger.set(this.#to);
      this.#to = larger;
    }
    this.#to.set(successors, this.#count);
    this.#count += successors.length;
    this.#row++;
    this.#rowStart[this.#row] = this.#count;
  }

  build(): Edges {
    if (this.#row !== this.#rowStart.length - 1) throw new RangeError(`${this.#row} rows were added`);
    return { rowStart: this.#rowStart, to: this.#to.slice(0, this.#count) };
  }
}

/** Some of the edges, and for each of them its number among all. */
export interface EdgeSubset {
  readonly edges: Edges;
  readonly source: Int32Array;
}

export function edgesThat(
  { rowStart, to }: Edges,
  isKept: (from: number, to: number, edge: number) => boolean,
): EdgeSubset {
  const rows = rowStart.length - 1;
  const keptStart = new Int32Array(rows + 1);
  const source = new Int32Array(to.length);
  let count = 0;
  for (let from = 0; from < rows; from++) {
    for (let edge = rowStart[from]!; edge < rowStart[from + 1]!; edge++) {
      if (!isKept(from, to[edge]!, edge)) continue;
      source[count] = edge;
      count++;
    }
    keptStart[from + 1] = count;
  }
  const kept = source.slice(0, count);
  return { edges: { rowStart: keptStart, to: kept.map((edge) => to[edge]!) }, source: kept };
}

/** The edge from a row to another; −1 without one. */
export function edgeBetween({ rowStart, to }: Edges, from: number, follower: number): number {
  for (let edge = rowStart[from]!; edge < rowStart[from + 1]!; edge++) if (to[edge] === follower) return edge;
  return -1;
}

/** The same edges by column: edge numbers that lead to row `b` are `edge[columnStart[b] … columnStart[b + 1]]`. */
export interface EdgeColumns {
  readonly columnStart: Int32Array;
  readonly edge: Int32Array;
}

export function edgeColumns({ to, rowStart }: Edges): EdgeColumns {
  const rows = rowStart.length - 1;
  const columnStart = new Int32Array(rows + 1);
  for (const column of to) columnStart[column + 1]!++;
  for (let column = 0; column < rows; column++) columnStart[column + 1]! += columnStart[column]!;
  const next = columnStart.slice(0, rows);
  const edge = new Int32Array(to.length);
  to.forEach((column, number) => {
    edge[next[column]!++] = number;
  });
  return { columnStart, edge };
}

export function forEachEdge(edges: Edges, visit: (from: number, to: number, edge: number) => void): void {
  const { rowStart, to } = edges;
  for (let from = 0; from < rowStart.length - 1; from++) {
    const end = rowStart[from + 1]!;
    for (let edge = rowStart[from]!; edge < end; edge++) visit(from, to[edge]!, edge);
  }
}
