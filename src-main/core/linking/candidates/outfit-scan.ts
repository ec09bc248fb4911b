import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';

/**
 * Weight of the second of two embeddings in one number. A product of two int8[128] is less than 2^21 in size, so two of
 * them side by side are exact in the 53 bits of a double, and are told apart again by rounding.
 */
const SECOND = 2 ** 26;

/**
 * One tracklet's outfit against many of one camera that follow each other in time. The same cosines as `similarity`, bit
 * by bit, at a third of its cost: embeddings are packed two by two, so that one multiplication serves both, and each
 * value of the one outfit is read once for four of the others. Takes 512 bytes per tracklet.
 */
export class OutfitScan {
  readonly #table: TrackletTable;
  /** Per camera, per pair of its rows: float64[128]. */
  readonly #pairs: readonly Float64Array[];
  readonly #outfit = new Float64Array(EMBEDDING_LENGTH);
  #outfitOf = -1;
  /** Products, then cosines, of the last scan, from the pair of its first row on. */
  #found = new Float64Array(0);
  #from = 0;

  constructor(table: TrackletTable) {
    this.#table = table;
    this.#pairs = table.rowsOfCamera.map((rows) => packed(table, rows));
  }

  /** Compares `row` with those at `begin` … `end` of `rowsOfCamera[camera]`. */
  compare(row: number, camera: number, begin: number, end: number): void {
    this.#read(row);
    const firstPair = begin >> 1;
    const pairCount = ((end + 1) >> 1) - firstPair;
    if (this.#found.length < 2 * pairCount) this.#found = new Float64Array(4 * pairCount);
    this.#from = 2 * firstPair;
    for (let pair = 0; pair < pairCount; pair += 2) {
      // The last pair of an odd number is compared twice.
      this.#multiply(this.#pairs[camera]!, firstPair, pair, Math.min(pair + 1, pairCount - 1));
    }
    const { inverseNorm, rowsOfCamera } = this.#table;
    const rows = rowsOfCamera[camera]!;
    const found = this.#found;
    const inverseLength = inverseNorm[row]!;
    for (let at = begin; at < end; at++) {
      found[at - this.#from] = found[at - this.#from]! * inverseLength * inverseNorm[rows[at]!]!;
    }
  }

  /** Cosine of the last scan for the row at this position; 0 where an embedding is missing. */
  cosineAt(position: number): number {
    return this.#found[position - this.#from]!;
  }

  #read(row: number): void {
    if (this.#outfitOf === row) return;
    this.#outfitOf = row;
    const at = row * EMBEDDING_LENGTH;
    this.#outfit.set(this.#table.embeddings.subarray(at, at + EMBEDDING_LENGTH));
  }

  #multiply(pairs: Float64Array, firstPair: number, first: number, second: number): void {
    const outfit = this.#outfit;
    const a = (firstPair + first) * EMBEDDING_LENGTH;
    const b = (firstPair + second) * EMBEDDING_LENGTH;
    let a0 = 0;
    let a1 = 0;
    let b0 = 0;
    let b1 = 0;
    for (let at = 0; at < EMBEDDING_LENGTH; at += 2) {
      const even = outfit[at]!;
      const odd = outfit[at + 1]!;
      a0 += even * pairs[a + at]!;
      a1 += odd * pairs[a + at + 1]!;
      b0 += even * pairs[b + at]!;
      b1 += odd * pairs[b + at + 1]!;
    }
    this.#unpack(first, a0 + a1);
    this.#unpack(second, b0 + b1);
  }

  #unpack(pair: number, products: number): void {
    const second = Math.round(products / SECOND);
    this.#found[2 * pair] = products - second * SECOND;
    this.#found[2 * pair + 1] = second;
  }
}

function packed({ embeddings }: TrackletTable, rows: Int32Array): Float64Array {
  const pairs = new Float64Array(((rows.length + 1) >> 1) * EMBEDDING_LENGTH);
  rows.forEach((row, position) => {
    const from = row * EMBEDDING_LENGTH;
    const into = (position >> 1) * EMBEDDING_LENGTH;
    const weight = position % 2 === 0 ? 1 : SECOND;
    for (let at = 0; at < EMBEDDING_LENGTH; at++) pairs[into + at]! += weight * embeddings[from + at]!;
  });
  return pairs;
}
