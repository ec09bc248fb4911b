import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endMs, firstBox, joinFragments, lastBox, mirrorTrack, sliceTrack, startMs } from './fragment.ts';
import { dressed, FRAME_MS, walk } from './testing.ts';

describe('fragments', () => {
  it('are themselves when mirrored twice', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 20 }), fc.integer(), (from, length, x) => {
        const track = walk(3, from, from + length, x % 1000, 5);
        expect(mirrorTrack(mirrorTrack(track))).toEqual(track);
      }),
    );
  });

  it('begin mirrored where they ended', () => {
    const track = walk(0, 2, 9, 10, 8);
    const mirrored = mirrorTrack(track);
    expect(startMs(mirrored)).toBe(-endMs(track));
    expect(firstBox(mirrored)).toEqual(lastBox(track));
  });

  it('are the same in one piece as cut and joined', () => {
    const whole = dressed(walk(5, 0, 12, 10, 8), 1);
    const parts = [
      { ...whole, track: sliceTrack(whole.track, 0, 4), views: whole.views.slice(0, 2) },
      { ...whole, track: sliceTrack(whole.track, 4, 12), views: whole.views.slice(2) },
    ];
    expect(startMs(parts[1]!.track)).toBe(4 * FRAME_MS);
    expect(joinFragments(parts)).toEqual(whole);
  });
});
