import type { Edges } from './edges.ts';

/** Larger odds than e^this are certainty; more would only lose digits in the sums below. */
const MAX_LOG_ODDS = 25;

/**
 * Posterior of every edge when each row takes at most one column, each column at most one row, and a
 * matching is as likely as the product of its edges' odds (taking none has odds 1).
 *
 * Belief propagation on the bipartite graph (Williams & Lau 2014, eq. 24–26), which converges for every
 * input; exact where the graph has no cycle. O(edges) per round.
 *
 * @param logOdds per edge, in nats against "both ends stay alone".
 * @returns one posterior per edge; those of a row, and of a column, add up to at most 1.
 */
export function matchingMarginals(
  edges: Edges,
  logOdds: Float64Array,
  options: { readonly tolerance: number; readonly maxRounds: number },
): Float64Array {
  const { rowStart, to } = edges;
  const rows = rowStart.length - 1;
  const odds = logOdds.map((value) => Math.exp(Math.min(MAX_LOG_ODDS, value)));
  /** Message row → column, and column → row, per edge. */
  const toColumn = new Float64Array(to.length);
  const toRow = new Float64Array(to.length).fill(1);
  const columnSum = new Float64Array(rows);

  for (let round = 0; round < options.maxRounds; round++) {
    columnSum.fill(0);
    for (let row = 0; row < rows; row++) {
      const sum = rowSum(rowStart, odds, toRow, row);
      for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) {
        const message = odds[edge]! / Math.max(1, sum - odds[edge]! * toRow[edge]!);
        toColumn[edge] = message;
        columnSum[to[edge]!]! += message;
      }
    }
    let change = 0;
    for (let edge = 0; edge < to.length; edge++) {
      const message = 1 / (1 + Math.max(0, columnSum[to[edge]!]! - toColumn[edge]!));
      change = Math.max(change, Math.abs(message - toRow[edge]!));
      toRow[edge] = message;
    }
    if (change < options.tolerance) break;
  }

  const posterior = new Float64Array(to.length);
  for (let row = 0; row < rows; row++) {
    const sum = rowSum(rowStart, odds, toRow, row);
    for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) {
      posterior[edge] = (odds[edge]! * toRow[edge]!) / sum;
    }
  }
  return posterior;
}

function rowSum(rowStart: Int32Array, odds: Float64Array, toRow: Float64Array, row: number): number {
  let sum = 1;
  for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) sum += odds[edge]! * toRow[edge]!;
  return sum;
}
