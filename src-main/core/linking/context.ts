import type { Edges } from './edges.ts';
import type { LookModel, LookSum } from './look-model.ts';

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
  const until: LookSum[] = [];
  for (let row = 0; row < rows; row++) until.push(extended(looks, until[previous[row]!], row));
  const from: LookSum[] = new Array(rows);
  for (let row = rows - 1; row >= 0; row--) from[row] = extended(looks, from[next[row]!], row);

  const llr = new Float64Array(to.length);
  for (let row = 0; row < rows; row++) {
    for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) {
      llr[edge] = looks.gain(until[row]!, from[to[edge]!]!);
    }
  }
  return llr;
}

function extended(looks: LookModel, before: LookSum | undefined, row: number): LookSum {
  const sum = looks.of(row);
  if (!before) return sum;
  for (let i = 0; i < sum.sum.length; i++) sum.sum[i]! += before.sum[i]!;
  sum.count += before.count;
  return sum;
}
