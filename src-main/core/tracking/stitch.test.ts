import { describe, expect, it } from 'vitest';
import { type BorderSighting, borderContinuations, borderSighting, defaultStitchConfig } from './stitch.ts';

/** A person at x who walks at `speed` px per ms. */
function sighting(trackletId: number, timeMs: number, x: number, speed = 0): BorderSighting {
  const boxPx = { x, y: 100, w: 40, h: 100 };
  return { trackletId, timeMs, boxPx, velocityPxPerMs: { x: speed, y: 0 }, look: null };
}

const RED = Int8Array.from({ length: 128 }, (_, at) => (at === 0 ? 127 : 0));
const BLUE = Int8Array.from({ length: 128 }, (_, at) => (at === 1 ? 127 : 0));

describe('borderContinuations', () => {
  it('joins each person with who goes on at the same place and speed', () => {
    const ends = [sighting(1, 900, 100, 0.1), sighting(2, 900, 400, -0.1)];
    const starts = [sighting(11, 1066, 384, -0.1), sighting(12, 1066, 116, 0.1)];
    expect(borderContinuations(ends, starts, defaultStitchConfig)).toEqual([
      { fromTrackletId: 1, toTrackletId: 12 },
      { fromTrackletId: 2, toTrackletId: 11 },
    ]);
  });

  it('does not join over a long gap, backwards, or from one place to another', () => {
    const end = [sighting(1, 900, 100)];
    const { maxGapMs } = defaultStitchConfig;
    expect(borderContinuations(end, [sighting(11, 901 + maxGapMs, 100)], defaultStitchConfig)).toEqual([]);
    expect(borderContinuations(end, [sighting(11, 900, 100)], defaultStitchConfig)).toEqual([]);
    expect(borderContinuations(end, [sighting(11, 1066, 150)], defaultStitchConfig)).toEqual([]);
  });

  it('leaves an end with two near starts to linking', () => {
    const starts = [sighting(11, 1066, 98), sighting(12, 1066, 104)];
    expect(borderContinuations([sighting(1, 900, 100)], starts, defaultStitchConfig)).toEqual([]);
  });

  it('joins nobody with who looks different, and tells two near starts apart by their looks', () => {
    const end = { ...sighting(1, 900, 100), look: RED };
    const other = { ...sighting(11, 1066, 98), look: BLUE };
    const same = { ...sighting(12, 1066, 104), look: RED };
    expect(borderContinuations([end], [other], defaultStitchConfig)).toEqual([]);
    expect(borderContinuations([end], [other, same], defaultStitchConfig)).toEqual([
      { fromTrackletId: 1, toTrackletId: 12 },
    ]);
  });
});

describe('borderSighting', () => {
  const path = {
    timesMs: Float64Array.of(0, 200, 400, 600, 800, 1000),
    boxesPx: Float32Array.from([0, 10, 20, 30, 60, 90].flatMap((x) => [x, 5, 40, 100])),
  };

  it('measures the speed near its own side of the path', () => {
    expect(borderSighting(7, path, 'start')).toEqual({
      trackletId: 7,
      timeMs: 0,
      boxPx: { x: 0, y: 5, w: 40, h: 100 },
      velocityPxPerMs: { x: 30 / 600, y: 0 },
      look: null,
    });
    expect(borderSighting(7, path, 'end').velocityPxPerMs.x).toBeCloseTo(70 / 600, 9);
  });

  it('stands still when there is one sighting only', () => {
    const single = { timesMs: path.timesMs.subarray(0, 1), boxesPx: path.boxesPx.subarray(0, 4) };
    expect(borderSighting(7, single, 'end').velocityPxPerMs).toEqual({ x: 0, y: 0 });
  });
});
