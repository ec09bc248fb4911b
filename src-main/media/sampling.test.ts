import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SamplingGrid } from './sampling.ts';

interface Sampling {
  readonly sampleFps: number;
  readonly frameMs?: number;
  readonly fromMs?: number;
}

function sample(timesMs: readonly number[], { sampleFps, frameMs = 40, fromMs = 0 }: Sampling): number[] {
  const grid = new SamplingGrid(sampleFps, fromMs, frameMs);
  return timesMs.filter((timeMs) => timeMs >= fromMs && grid.takes(timeMs));
}

/** Frames of a steady recording as the decoder tells them, in whole milliseconds. */
function steady(fps: number, frames: number): number[] {
  return Array.from({ length: frames }, (_, frame) => Math.round((frame * 1_000) / fps));
}

const increasingTimes = fc
  .uniqueArray(fc.nat(40_000), { minLength: 1, maxLength: 200 })
  .map((times) => times.sort((a, b) => a - b));

describe('SamplingGrid', () => {
  it('takes 6 of 25 frames a second, the nearest ones', () => {
    const times = steady(25, 250);
    expect(sample(times, { sampleFps: 6 })).toHaveLength(60);
    expect(sample(times, { sampleFps: 6 }).slice(0, 7)).toEqual([0, 160, 320, 480, 680, 840, 1_000]);
  });

  it('takes every frame of a recording slower than the grid', () => {
    expect(sample([0, 500, 1_000, 1_500], { sampleFps: 6, frameMs: 500 })).toEqual([0, 500, 1_000, 1_500]);
  });

  it('takes every frame of a recording as fast as the grid, however the times are rounded', () => {
    for (let fps = 1; fps <= 30; fps++) {
      const times = steady(fps, 200);
      expect(sample(times, { sampleFps: fps, frameMs: 1_000 / fps })).toEqual(times);
    }
  });

  it('takes every frame of such a recording that comes a little early or late', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -35, max: 35 }), { minLength: 2, maxLength: 100 }),
        (jitterMs) => {
          const times = jitterMs.map(
            (jitter, frame) => Math.round((frame * 1_000) / 6) + Math.max(0, jitter + 40),
          );
          expect(sample(times, { sampleFps: 6, frameMs: 1_000 / 6 })).toEqual(times);
        },
      ),
    );
  });

  it('takes the same frames in a chunk as in the whole recording, but for one at its border', () => {
    fc.assert(
      fc.property(
        increasingTimes,
        fc.integer({ min: 1, max: 30 }),
        fc.nat(20_000),
        (times, sampleFps, fromMs) => {
          const whole = sample(times, { sampleFps }).filter((timeMs) => timeMs >= fromMs);
          const chunk = sample(times, { sampleFps, fromMs });
          expect(whole.filter((timeMs) => !chunk.includes(timeMs)).length).toBeLessThanOrEqual(1);
          expect(chunk.filter((timeMs) => !whole.includes(timeMs)).length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('never rules out a frame of a steady recording that it takes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 60 }),
        fc.integer({ min: 1, max: 30 }),
        (sourceFps, sampleFps) => {
          const grid = new SamplingGrid(sampleFps, 0, 1_000 / sourceFps);
          for (const timeMs of steady(sourceFps, 200)) {
            const mayTake = grid.mayTake(timeMs);
            if (grid.takes(timeMs)) expect(mayTake).toBe(true);
          }
        },
      ),
    );
  });
});
