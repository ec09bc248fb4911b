import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import type { Edges } from '../candidates/edges.ts';
import type { LookModel, LookSum } from '../looks/look-model.ts';

/**
 * The appearance of every edge a → b in the light of what is linked so far: all of a's journey up to a, against
 * all of b's from b on. One crop may be poor; a journey of five is not.
 *
 * @param next the row that follows each row, −1 for none; rows ascend along a chain.
 * @returns per edge in nats.
 */
export function contextualLooks({ rowStart, to }: Edges, next: Int32Array, looks: LookModel): Float64Array {
  const rows = next.length;
  const previous = new Int32Array(rows).fill(-1);
  next.forEach((follower, row) => {
    if (follower !== -1) previous[follower] = row;
  });
  const until = new RunningLooks(looks, rows);
  for (let row = 0; row < rows; row++) until.extend(row, previous[row]!);
  const from = new RunningLooks(looks, rows);
  for (let row = rows - 1; row >= 0; row--) from.extend(row, next[row]!);

  const llr = new Float64Array(to.length);
  for (let row = 0; row < rows; row++) {
    for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) {
      const follower = to[edge]!;
      llr[edge] = looks.gainOf(
        until.count[row]!,
        until.squared[row]!,
        from.count[follower]!,
        from.squared[follower]!,
        until.productWith(row, from, follower),
      );
    }
  }
  return llr;
}

/** Per row the looks of its journey up to it, from one side. */
class RunningLooks {
  readonly count: Int32Array;
  readonly squared: Float64Array;
  readonly #looks: LookModel;
  readonly #sums: Float32Array;
  readonly #look: LookSum;

  constructor(looks: LookModel, rows: number) {
    this.#looks = looks;
    this.count = new Int32Array(rows);
    this.squared = new Float64Array(rows);
    this.#sums = new Float32Array(rows * EMBEDDING_LENGTH);
    this.#look = looks.empty();
  }

  /** Adds a row to those of `neighbour`; −1 for none. */
  extend(row: number, neighbour: number): void {
    const look = this.#look;
    this.#looks.read(row, look);
    const at = row * EMBEDDING_LENGTH;
    const before = neighbour * EMBEDDING_LENGTH;
    let squared = 0;
    for (let i = 0; i < EMBEDDING_LENGTH; i++) {
      const value = look.sum[i]! + (neighbour === -1 ? 0 : this.#sums[before + i]!);
      this.#sums[at + i] = value;
      squared += this.#sums[at + i]! ** 2;
    }
    this.squared[row] = squared;
    this.count[row] = look.count + (neighbour === -1 ? 0 : this.count[neighbour]!);
  }

  productWith(row: number, other: RunningLooks, otherRow: number): number {
    const a = row * EMBEDDING_LENGTH;
    const b = otherRow * EMBEDDING_LENGTH;
    let s0 = 0;
    let s1 = 0;
    for (let i = 0; i < EMBEDDING_LENGTH; i += 2) {
      s0 += this.#sums[a + i]! * other.#sums[b + i]!;
      s1 += this.#sums[a + i + 1]! * other.#sums[b + i + 1]!;
    }
    return s0 + s1;
  }
}
