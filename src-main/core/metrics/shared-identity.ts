import { solveAssignment } from '../tracking/assignment.ts';

/** A stretch of time with the identity it truly has and the one it was given; null where it has none. */
export interface LabelledTime {
  readonly truth: number | null;
  readonly output: number | null;
  readonly durationMs: number;
}

/**
 * Time on which the best one-to-one mapping of true to given identities agrees (IDTP of Ristani et al. 2016).
 * Identities that share no time never compete, so the assignment is solved per group that does.
 */
export function sharedTimeMs(times: readonly LabelledTime[]): number {
  const shared = new Map<number, Map<number, number>>();
  const truthsOf = new Map<number, number[]>();
  for (const { truth, output, durationMs } of times) {
    if (truth === null || output === null) continue;
    const ofTruth = shared.get(truth) ?? new Map<number, number>();
    if (!ofTruth.has(output)) truthsOf.set(output, [...(truthsOf.get(output) ?? []), truth]);
    ofTruth.set(output, (ofTruth.get(output) ?? 0) + durationMs);
    shared.set(truth, ofTruth);
  }
  const visited = new Set<number>();
  let total = 0;
  for (const start of shared.keys()) {
    if (visited.has(start)) continue;
    visited.add(start);
    const truths = [start];
    const outputs = new Map<number, number>();
    for (let at = 0; at < truths.length; at++) {
      for (const output of shared.get(truths[at]!)!.keys()) {
        if (outputs.has(output)) continue;
        outputs.set(output, outputs.size);
        for (const truth of truthsOf.get(output)!) {
          if (!visited.has(truth)) truths.push(truth);
          visited.add(truth);
        }
      }
    }
    total += bestSharedMs(truths, outputs, shared);
  }
  return total;
}

function bestSharedMs(
  truths: readonly number[],
  columnOf: ReadonlyMap<number, number>,
  shared: ReadonlyMap<number, ReadonlyMap<number, number>>,
): number {
  const columns = columnOf.size;
  const costs = new Float64Array(truths.length * columns);
  truths.forEach((truth, row) => {
    for (const [output, ms] of shared.get(truth)!) costs[row * columns + columnOf.get(output)!] = -ms;
  });
  const { pairs } = solveAssignment({ rows: truths.length, columns, costs }, 0);
  return pairs.reduce((sum, { row, column }) => sum - costs[row * columns + column]!, 0);
}
