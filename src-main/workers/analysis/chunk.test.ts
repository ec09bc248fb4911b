import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Track } from '../../core/tracking/track.ts';
import { compareTracks, leftToRight, meanScore, trackFrom } from './chunk.ts';

function track(ordinal: number, startMs: number, x: number): Track {
  return {
    ordinal,
    timesMs: Float64Array.of(startMs, startMs + 200, startMs + 400),
    boxesPx: Float32Array.of(x, 1, 2, 3, x + 1, 1, 2, 3, x + 2, 1, 2, 3),
    scores: Float32Array.of(0.5, 0.75, 1),
  };
}

describe('leftToRight', () => {
  it('orders detections by place and keeps each box with its score', () => {
    const box = fc.tuple(fc.nat(500), fc.nat(500), fc.nat(50), fc.nat(50));
    fc.assert(
      fc.property(fc.array(box, { maxLength: 20 }), (boxes) => {
        // The score is made of the box, so that a mix-up shows.
        const scoreOf = ([x, y]: readonly number[]) => Math.fround((x! * 501 + y!) / 251_001);
        const sorted = leftToRight({
          boxesPx: Float32Array.from(boxes.flat()),
          scores: Float32Array.from(boxes, scoreOf),
        });
        const rows = boxes.map((_, row) => [...sorted.boxesPx.subarray(row * 4, row * 4 + 4)]);
        expect(rows.map(scoreOf)).toEqual([...sorted.scores]);
        expect(rows.map(([x]) => x)).toEqual(boxes.map(([x]) => x).sort((a, b) => a - b));
      }),
    );
  });
});

describe('trackFrom', () => {
  it('drops the warm-up', () => {
    const cut = trackFrom(track(4, 1_000, 10), 1_200);
    expect([...cut.timesMs]).toEqual([1_200, 1_400]);
    expect([...cut.boxesPx]).toEqual([11, 1, 2, 3, 12, 1, 2, 3]);
    expect([...cut.scores]).toEqual([0.75, 1]);
    expect(meanScore(cut)).toBe(0.875);
  });

  it('leaves nothing of a track that ended in the warm-up', () => {
    expect(trackFrom(track(4, 1_000, 10), 5_000).timesMs).toHaveLength(0);
  });
});

describe('compareTracks', () => {
  it('orders by start, then from left to right', () => {
    const tracks = [track(0, 400, 0), track(1, 0, 90), track(2, 0, 5)];
    expect(tracks.sort(compareTracks).map(({ ordinal }) => ordinal)).toEqual([2, 1, 0]);
  });
});
