import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type LabelledTime, sharedTimeMs } from './shared-identity.ts';

const label = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null });
const time = fc.record({ truth: label, output: label, durationMs: fc.integer({ min: 1, max: 9 }) });

it('is the best of all one-to-one mappings', () => {
  fc.assert(
    fc.property(fc.array(time, { maxLength: 12 }), (times) => {
      expect(sharedTimeMs(times)).toBe(bestOver(times, [0, 1, 2, 3], []));
    }),
  );
});

/** `given[truth]` is the output of each true identity. */
function bestOver(times: readonly LabelledTime[], left: readonly number[], given: readonly number[]): number {
  if (left.length === 0) {
    return times.reduce(
      (sum, { truth, output, durationMs }) =>
        sum + (truth !== null && output !== null && given[truth] === output ? durationMs : 0),
      0,
    );
  }
  return Math.max(
    ...left.map((output) =>
      bestOver(
        times,
        left.filter((other) => other !== output),
        [...given, output],
      ),
    ),
  );
}
