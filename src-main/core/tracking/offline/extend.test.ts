import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoxPx } from '#shared/units.ts';
import { defaultTrackerConfig } from '../config.ts';
import type { Track } from '../track.ts';
import { defaultOfflineConfig } from './config.ts';
import { extendTracks } from './extend.ts';
import type { SpareFrame } from './spare.ts';
import { FRAME_MS, walk, walkerBox } from './testing.ts';

function extend(tracks: readonly Track[], frames: readonly SpareFrame[]): readonly Track[] {
  return extendTracks(tracks, frames, defaultTrackerConfig, defaultOfflineConfig.extension);
}

/** Frames 0 … count − 1, with the dim boxes that `boxesIn` gives. */
function framesOf(count: number, boxesIn: (frame: number) => readonly BoxPx[]): SpareFrame[] {
  return Array.from({ length: count }, (_, frame) => ({
    timeMs: frame * FRAME_MS,
    spare: boxesIn(frame).map((boxPx, row) => ({ row, score: 0.3, boxPx, look: null })),
  }));
}

describe('extendTracks', () => {
  it('goes back to where a person first showed, and on to where they last did', () => {
    const dim = framesOf(40, (frame) =>
      (frame >= 4 && frame < 10) || (frame >= 20 && frame < 26) ? [walkerBox(50 + 6 * frame)] : [],
    );
    const [track] = extend([walk(0, 10, 20, 50, 6)], dim);
    expect(track).toMatchObject({ ordinal: 0 });
    expect([...track!.timesMs]).toEqual(Array.from({ length: 22 }, (_, at) => (at + 4) * FRAME_MS));
    expect(track!.boxesPx).toEqual(walk(0, 4, 26, 50, 6).boxesPx);
  });

  it('stops where nothing was seen for too long', () => {
    const dim = framesOf(40, (frame) => (frame >= 26 ? [walkerBox(50 + 6 * frame)] : []));
    const track = walk(0, 10, 20, 50, 6);
    expect(extend([track], dim)).toEqual([track]);
  });

  it('does not jump to somebody else', () => {
    const dim = framesOf(20, () => [walkerBox(400)]);
    const track = walk(0, 5, 15, 50, 2);
    expect(extend([track], dim)).toEqual([track]);
  });

  it('stops where two could be the person', () => {
    const dim = framesOf(20, (frame) => [walkerBox(46 + 2 * frame), walkerBox(54 + 2 * frame)]);
    const track = walk(0, 5, 15, 50, 2);
    expect(extend([track], dim)).toEqual([track]);
  });

  it('gives no detection to two tracks, and keeps what was there', () => {
    const box = fc.record({ x: fc.integer({ min: 0, max: 160 }), y: fc.integer({ min: 180, max: 220 }) });
    fc.assert(
      fc.property(fc.array(fc.array(box, { maxLength: 3 }), { minLength: 30, maxLength: 30 }), (places) => {
        const dim = framesOf(30, (frame) => places[frame]!.map(({ x, y }) => walkerBox(x, y)));
        const tracks = [walk(0, 10, 20, 0, 3), walk(1, 12, 18, 120, -2)];
        const extended = extend(tracks, dim);
        const used = extended.flatMap(({ timesMs, boxesPx }) =>
          [...timesMs].map((timeMs, at) => `${timeMs}: ${boxesPx.subarray(4 * at, 4 * at + 4)}`),
        );
        const seen = new Map<string, number>();
        for (const key of used) seen.set(key, (seen.get(key) ?? 0) + 1);
        dim.forEach(({ timeMs, spare }) => {
          for (const [key, count] of seen) {
            if (!key.startsWith(`${timeMs}: `)) continue;
            const offered = spare.filter(({ boxPx: { x, y, w, h } }) => key === `${timeMs}: ${[x, y, w, h]}`);
            const own = tracks.filter(({ timesMs }) => timesMs.includes(timeMs)).length;
            expect(count).toBeLessThanOrEqual(offered.length + own);
          }
        });
        extended.forEach(({ timesMs }, index) => {
          expect(timesMs.length).toBeGreaterThanOrEqual(tracks[index]!.timesMs.length);
          expect([...timesMs]).toEqual([...new Set(timesMs)].sort((a, b) => a - b));
        });
      }),
    );
  });
});
