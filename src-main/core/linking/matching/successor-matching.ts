import type { Edges } from '../candidates/edges.ts';
import { MinHeap } from './min-heap.ts';

const NONE = -1;

/**
 * The best set of successor links: at most one per row and one per column, largest sum of gains.
 *
 * This is the min-cost flow of tracklet association (Zhang, Li & Nevatia 2008) where a track costs nothing to
 * begin and to end: a unit flow per row, either to a column or to the row's own sink of cost 0. Solved by
 * successive shortest paths with potentials, one Dijkstra per row on the sparse graph (Jonker & Volgenant
 * 1987); each search stops at the nearest free column, so it stays inside a small neighbourhood.
 *
 * @param gain per edge; edges of gain ≤ 0 are never taken.
 * @returns the edge taken per row, or −1.
 */
export function bestSuccessors(edges: Edges, gain: Float64Array): Int32Array {
  const rows = edges.rowStart.length - 1;
  const search = new AugmentingSearch(edges, gain);
  for (let row = 0; row < rows; row++) search.insert(row);
  return search.edgeOfRow;
}

class AugmentingSearch {
  readonly edgeOfRow: Int32Array;
  readonly #edges: Edges;
  readonly #gain: Float64Array;
  readonly #rowOfColumn: Int32Array;
  readonly #rowPotential: Float64Array;
  readonly #columnPotential: Float64Array;
  readonly #distance: Float64Array;
  /** Edge by which a column was reached, and the row it comes from. */
  readonly #viaEdge: Int32Array;
  readonly #viaRow: Int32Array;
  readonly #isSettled: Uint8Array;

  constructor(edges: Edges, gain: Float64Array) {
    const rows = edges.rowStart.length - 1;
    this.#edges = edges;
    this.#gain = gain;
    this.edgeOfRow = new Int32Array(rows).fill(NONE);
    this.#rowOfColumn = new Int32Array(rows).fill(NONE);
    this.#rowPotential = new Float64Array(rows);
    this.#columnPotential = new Float64Array(rows);
    this.#distance = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
    this.#viaEdge = new Int32Array(rows).fill(NONE);
    this.#viaRow = new Int32Array(rows).fill(NONE);
    this.#isSettled = new Uint8Array(rows);
  }

  /** Adds a row to the matching along the cheapest augmenting path; ends at a free column or at a sink. */
  insert(start: number): void {
    const heap = new MinHeap();
    const touched: number[] = [];
    const settled: number[] = [];
    this.#rowPotential[start] = this.#cheapest(start);
    /** The cheapest way to leave some row on this tree unmatched: its sink costs 0 and has no potential. */
    let bestSink = -this.#rowPotential[start]!;
    let sinkRow = start;
    this.#relax(start, 0, heap, touched);

    let freeColumn = NONE;
    for (let next = heap.pop(); next !== undefined; next = heap.pop()) {
      const { item: column, priority } = next;
      if (this.#isSettled[column] || priority > this.#distance[column]!) continue;
      if (priority >= bestSink) break;
      const owner = this.#rowOfColumn[column]!;
      if (owner === NONE) {
        freeColumn = column;
        break;
      }
      this.#isSettled[column] = 1;
      settled.push(column);
      const sink = priority - this.#rowPotential[owner]!;
      if (sink < bestSink) {
        bestSink = sink;
        sinkRow = owner;
      }
      this.#relax(owner, priority, heap, touched);
    }

    const length = freeColumn === NONE ? bestSink : this.#distance[freeColumn]!;
    this.#rowPotential[start]! += length;
    for (const column of settled) {
      const slack = length - this.#distance[column]!;
      if (slack <= 0) continue;
      this.#rowPotential[this.#rowOfColumn[column]!]! += slack;
      this.#columnPotential[column]! -= slack;
    }
    this.#augment(start, freeColumn, sinkRow);
    for (const column of touched) {
      this.#distance[column] = Number.POSITIVE_INFINITY;
      this.#isSettled[column] = 0;
    }
  }

  /** Least reduced cost out of a new row, its sink included. */
  #cheapest(row: number): number {
    let least = 0;
    for (let edge = this.#edges.rowStart[row]!; edge < this.#edges.rowStart[row + 1]!; edge++) {
      least = Math.min(least, -this.#gain[edge]! - this.#columnPotential[this.#edges.to[edge]!]!);
    }
    return least;
  }

  #relax(row: number, base: number, heap: MinHeap, touched: number[]): void {
    for (let edge = this.#edges.rowStart[row]!; edge < this.#edges.rowStart[row + 1]!; edge++) {
      const column = this.#edges.to[edge]!;
      if (this.#isSettled[column] || this.#gain[edge]! <= 0) continue;
      const reduced = -this.#gain[edge]! - this.#rowPotential[row]! - this.#columnPotential[column]!;
      const distance = base + Math.max(0, reduced);
      if (distance >= this.#distance[column]!) continue;
      if (this.#distance[column] === Number.POSITIVE_INFINITY) touched.push(column);
      this.#distance[column] = distance;
      this.#viaEdge[column] = edge;
      this.#viaRow[column] = row;
      heap.push(column, distance);
    }
  }

  /** Flips the edges along the path that ends at a free column, or at the sink of `sinkRow`. */
  #augment(start: number, freeColumn: number, sinkRow: number): void {
    let column = freeColumn;
    if (column === NONE) {
      if (sinkRow === start) return;
      column = this.#edges.to[this.edgeOfRow[sinkRow]!]!;
      this.edgeOfRow[sinkRow] = NONE;
    }
    for (;;) {
      const row = this.#viaRow[column]!;
      const previous = this.edgeOfRow[row]!;
      this.edgeOfRow[row] = this.#viaEdge[column]!;
      this.#rowOfColumn[column] = row;
      if (row === start) return;
      column = this.#edges.to[previous]!;
    }
  }
}
