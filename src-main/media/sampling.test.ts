import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SamplingGrid } from './sampling.ts';

function sample(timesMs: readonly number[], sampleFps: number, fromMs = 0): number[] {
  const grid = new SamplingGrid(sampleFps, fromMs);
  return timesMs.filter((timeMs) => timeMs >= fromMs && grid.takes(timeMs));
}

const increasingTimes = fc
  .uniqueArray(fc.nat(40_000), { minLength: 1, maxLength: 200 })
  .map((times) => times.sort((a, b) => a - b));

describe('SamplingGrid', () => {
  it('takes 6 of 25 frames a second', () => {
    const times = Array.from({ length: 250 }, (_, frame) => frame * 40);
    expect(sample(times, 6)).toHaveLength(60);
    expect(sample(times, 6).slice(0, 7)).toEqual([0, 200, 360, 520, 680, 840, 1_000]);
  });

  it('takes every frame of a recording slower than the grid', () => {
    expect(sample([0, 500, 1_000, 1_500], 6)).toEqual([0, 500, 1_000, 1_500]);
  });

  it('takes the same frames in a chunk as in the whole recording', () => {
    fc.assert(
      fc.property(increasingTimes, fc.integer({ min: 1, max: 30 }), fc.nat(20_000), (times, fps, fromMs) => {
        const whole = sample(times, fps).filter((timeMs) => timeMs >= fromMs);
        const chunk = sample(times, fps, fromMs);
        // A frame just after the border may stand for a grid point before it: only the whole recording takes that.
        expect(whole.filter((timeMs) => !chunk.includes(timeMs)).length).toBeLessThanOrEqual(1);
        expect(chunk.filter((timeMs) => !whole.includes(timeMs))).toEqual([]);
      }),
    );
  });

  it('never rules out a frame of a steady recording that it takes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 60 }),
        fc.integer({ min: 1, max: 30 }),
        (sourceFps, sampleFps) => {
          const frameMs = 1_000 / sourceFps;
          const grid = new SamplingGrid(sampleFps, 0);
          for (let frame = 0; frame < 200; frame++) {
            const mayTake = grid.mayTake(frame * frameMs, frameMs);
            if (grid.takes(frame * frameMs)) expect(mayTake).toBe(true);
          }
        },
      ),
    );
  });
});
