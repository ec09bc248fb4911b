import { describe, expect, it } from 'vitest';
import type { TrackPath } from '../tracking/path-codec.ts';
import { type SightingFootage, sightingKey, sightingOverlap } from './sighting-key.ts';

const footage: SightingFootage = {
  fingerprint: 'f1',
  cameraId: 3,
  cameraName: 'Atrium',
  zeroUtcMs: Date.UTC(2026, 10, 14, 10),
  widthPx: 1280,
  heightPx: 720,
};

/** Walks to the right at 100 px/s, seen six times a second. */
function walk(fromMs: number, toMs: number, { y = 200, scale = 1, offPx = 0 } = {}): TrackPath {
  const count = Math.floor((toMs - fromMs) / 166) + 1;
  const timesMs = Float64Array.from({ length: count }, (_, i) => fromMs + i * 166);
  const boxesPx = Float32Array.from(
    [...timesMs].flatMap((ms) => [100 + ms / 10 + offPx, y, 60, 160].map((value) => value * scale)),
  );
  return { timesMs, boxesPx };
}

describe('a sighting', () => {
  const key = sightingKey(walk(1_000, 9_000), footage);

  it('says where and when', () => {
    expect(key).toMatchObject({ cameraId: 3, startUtcMs: footage.zeroUtcMs + 1_000 });
    expect(key.samples).toHaveLength(9);
    expect(key.samples[0]).toEqual({
      offsetMs: 1_000,
      box: { x: 200 / 1280, y: 200 / 720, w: 60 / 1280, h: 160 / 720 },
    });
  });

  it('is found again in what another run made of it', () => {
    expect(sightingOverlap(key, walk(1_000, 9_000), footage, 0)).toBeCloseTo(1);
    // Other samples of the same walk, boxes a little off, the ends a little elsewhere.
    expect(sightingOverlap(key, walk(1_090, 8_900, { offPx: 6 }), footage, 0)).toBeGreaterThan(0.75);
  });

  it('is found in the main stream when it was judged in the sub-stream, also where the clock was set right', () => {
    const main = { widthPx: 2560, heightPx: 1440 };
    const later = walk(61_000, 69_000, { offPx: -6_000, scale: 2 });
    expect(sightingOverlap(key, later, main, 60_000)).toBeGreaterThan(0.9);
    expect(sightingOverlap(key, later, main, 0)).toBe(0);
  });

  it('is found in a part of itself, the more the better', () => {
    const most = sightingOverlap(key, walk(1_000, 7_000), footage, 0);
    const half = sightingOverlap(key, walk(5_000, 9_000), footage, 0);
    expect(most).toBeGreaterThan(half);
    expect(half).toBeGreaterThan(0.4);
    expect(sightingOverlap(key, walk(8_500, 9_000), footage, 0)).toBe(0);
  });

  it('is not its neighbour', () => {
    expect(sightingOverlap(key, walk(1_000, 9_000, { offPx: 70 }), footage, 0)).toBe(0);
    expect(sightingOverlap(key, walk(1_000, 9_000, { y: 380 }), footage, 0)).toBe(0);
  });

  it('may be a single box, and is not made of none', () => {
    const one = { timesMs: Float64Array.of(5), boxesPx: Float32Array.of(1, 2, 3, 4) };
    expect(sightingOverlap(sightingKey(one, footage), one, footage, 0)).toBeCloseTo(1);
    const none = { timesMs: new Float64Array(0), boxesPx: new Float32Array(0) };
    expect(() => sightingKey(none, footage)).toThrow(RangeError);
  });
});
