import type { Edges } from '../candidates/edges.ts';
import type { LinkingConfig } from '../config.ts';

/** Larger odds than e^this are certainty; more would only lose digits in the sums below. */
const MAX_LOG_ODDS = 25;

/** When belief propagation stops. */
export interface BeliefOptions {
  /** Change of any message, 0..1. */
  readonly tolerance: number;
  readonly maxRounds: number;
}

export function beliefOf({ beliefTolerance, beliefMaxRounds }: LinkingConfig): BeliefOptions {
  return { tolerance: beliefTolerance, maxRounds: beliefMaxRounds };
}

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
export function matchingMarginals(edges: Edges, logOdds: Float64Array, options: BeliefOptions): Float64Array {
  const { rowStart, to } = edges;
  const rows = rowStart.length - 1;
  const odds = logOdds.map((value) => Math.exp(Math.min(MAX_LOG_ODDS, value)));
  /** Message row → column, and column → row, per edge. */
  const toColumn = new Float64Array(to.length);
  const toRow = new Float64Array(to.length).fill(1);
  let columnSum = new Float64Array(rows);
  let nextColumnSum = new Float64Array(rows);

  // Columns only need the sums of the round before: what they say in one round and what rows answer in the next is told
  // in one go through memory. At first columns say nothing.
  for (let round = 0; round <= options.maxRounds; round++) {
    let change = 0;
    for (let row = 0; row < rows; row++) {
      const begin = rowStart[row]!;
      const end = rowStart[row + 1]!;
      let sum = 1;
      for (let edge = begin; edge < end; edge++) {
        const others = columnSum[to[edge]!]! - toColumn[edge]!;
        const message = others > 0 ? 1 / (1 + others) : 1;
        const moved = Math.abs(message - toRow[edge]!);
        if (moved > change) change = moved;
        toRow[edge] = message;
        sum += odds[edge]! * message;
      }
      for (let edge = begin; edge < end; edge++) {
        const others = sum - odds[edge]! * toRow[edge]!;
        const message = others > 1 ? odds[edge]! / others : odds[edge]!;
        toColumn[edge] = message;
        nextColumnSum[to[edge]!]! += message;
      }
    }
    if (round > 0 && change < options.tolerance) break;
    [columnSum, nextColumnSum] = [nextColumnSum, columnSum];
    nextColumnSum.fill(0);
  }

  const posterior = toColumn;
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
