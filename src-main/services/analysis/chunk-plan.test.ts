import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trackletId } from '../../core/tracking/tracklet-id.ts';
import { planChunks } from './chunk-plan.ts';

describe('planChunks', () => {
  it('makes no more chunks than ids have room for, however long the recording is', () => {
    const dayMs = 24 * 60 * 60_000;
    const chunks = planChunks(dayMs, 2_000);
    expect(() => trackletId(1, chunks.at(-1)!.chunkIndex, 0)).not.toThrow();
    expect(chunks.at(-1)!.toOffsetMs).toBe(dayMs);
  });

  it('covers a recording from its first to its last moment, without a hole or an overlap', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 40, noNaN: true }),
        fc.integer({ min: 2_000, max: 3_600_000 }),
        (length, chunkMs) => {
          const durationMs = Math.ceil(length * chunkMs);
          const chunks = planChunks(durationMs, chunkMs);
          expect(chunks[0]!.fromOffsetMs).toBe(0);
          expect(chunks.at(-1)!.toOffsetMs).toBe(durationMs);
          chunks.forEach(({ chunkIndex, fromOffsetMs, toOffsetMs }, index) => {
            expect(chunkIndex).toBe(index);
            expect(toOffsetMs).toBeGreaterThan(fromOffsetMs);
            expect(toOffsetMs - fromOffsetMs).toBeLessThanOrEqual(chunkMs * 1.25);
            if (index > 0) expect(fromOffsetMs).toBe(chunks[index - 1]!.toOffsetMs);
          });
        },
      ),
    );
  });

  it('adds a short rest to the last chunk', () => {
    expect(planChunks(21_000, 10_000).map(({ toOffsetMs }) => toOffsetMs)).toEqual([10_000, 21_000]);
    expect(planChunks(25_000, 10_000).map(({ toOffsetMs }) => toOffsetMs)).toEqual([10_000, 20_000, 25_000]);
  });
});
