import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackPath } from '../tracking/path-codec.ts';
import { footTracksOf, rowsInside } from './foot-tracks.ts';

const picture = { widthPx: 640, heightPx: 360 };
const door = [
  { x: 0.5, y: 0.5 },
  { x: 1, y: 0.5 },
  { x: 1, y: 1 },
  { x: 0.5, y: 1 },
];

/** Somebody 40 px wide and 100 px tall whose feet are at these points. */
function path(...feet: readonly (readonly [x: number, y: number])[]): TrackPath {
  return {
    timesMs: Float64Array.from(feet, (_, at) => at * 200),
    boxesPx: Float32Array.from(feet.flatMap(([x, y]) => [x - 20, y - 100, 40, 100])),
  };
}

describe('rowsInside', () => {
  it('goes by the feet, not by the head', () => {
    const tracks = footTracksOf([path([400, 170]), path([400, 200]), path([100, 300])], picture);
    expect([...rowsInside(tracks, door)]).toEqual([0, 1, 0]);
  });

  it('takes whoever was inside at any time, and nobody without a path', () => {
    const through = path([100, 300], [330, 300], [340, 170]);
    const tracks = footTracksOf([path(), through, path([100, 300], [300, 300])], picture);
    expect([...rowsInside(tracks, door)]).toEqual([0, 1, 0]);
  });

  it('means the same part of pictures of any size', () => {
    const large = { widthPx: 2560, heightPx: 1440 };
    const scaled = path([1600, 800]);
    expect([...rowsInside(footTracksOf([scaled], large), door)]).toEqual([1]);
  });

  it('counts feet below the picture as on its edge', () => {
    expect([...rowsInside(footTracksOf([path([500, 420])], picture), door)]).toEqual([1]);
  });

  it('loses nobody by keeping one point of who stands still', () => {
    const feet = fc.array(fc.tuple(fc.integer({ min: 0, max: 639 }), fc.integer({ min: 0, max: 359 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(feet, (own) => {
        const repeated = own.flatMap((point) => [point, point, point]);
        expect(footTracksOf([path(...repeated)], picture)).toEqual(footTracksOf([path(...own)], picture));
      }),
    );
  });
});
