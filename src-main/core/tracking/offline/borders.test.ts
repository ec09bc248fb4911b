import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packEmbedding } from '../../outfit/embedding.ts';
import { defaultTrackerConfig } from '../config.ts';
import { defaultStitchConfig } from '../stitch.ts';
import { type BorderTracklet, joinOverBorder } from './borders.ts';
import { defaultOfflineConfig } from './config.ts';
import { outfitVector, walk } from './testing.ts';

const picture = { widthPx: 1000, heightPx: 500 };
const config = {
  stitch: defaultStitchConfig,
  tracker: defaultTrackerConfig,
  offline: defaultOfflineConfig,
};

/** Somebody at x = `x` in frame 0 who walks `speed` px per frame, seen in the frames `from` … `to − 1`. */
function tracklet(
  id: number,
  [from, to]: readonly [number, number],
  x: number,
  speed: number,
  outfit: number | null = null,
): BorderTracklet {
  const look = outfit === null ? null : packEmbedding(outfitVector(outfit, id));
  return { id, path: walk(id, from, to, x, speed), look };
}

/** Pairs of ids. */
function join(before: readonly BorderTracklet[], after: readonly BorderTracklet[]): number[][] {
  return joinOverBorder(before, after, picture, config).map((pair) => [
    pair.fromTrackletId,
    pair.toTrackletId,
  ]);
}

describe('joinOverBorder', () => {
  it('goes on as whoever is in the next frame', () => {
    const before = [tracklet(1, [0, 20], 100, 5, 1), tracklet(2, [0, 20], 600, -5, 2)];
    const after = [tracklet(11, [20, 40], 600, -5, 2), tracklet(12, [20, 40], 100, 5, 1)];
    expect(join(before, after)).toEqual([
      [1, 12],
      [2, 11],
    ]);
  });

  it('goes on as whoever was hidden at the border and comes out where motion leads', () => {
    const before = [tracklet(1, [0, 17], 100, 5, 1), tracklet(2, [0, 20], 130, 5, 2)];
    const after = [tracklet(11, [20, 40], 130, 5, 2), tracklet(12, [26, 40], 100, 5, 1)];
    expect(join(before, after)).toEqual([
      [2, 11],
      [1, 12],
    ]);
  });

  it.each<[string, BorderTracklet]>([
    ['is dressed differently', tracklet(11, [26, 40], 100, 5, 2)],
    ['appears elsewhere', tracklet(11, [26, 40], 500, 5, 1)],
    ['comes after too long', tracklet(11, [60, 80], 100, 5, 1)],
  ])('does not go on as somebody who %s', (_, after) => {
    expect(join([tracklet(1, [0, 17], 100, 5, 1)], [after])).toEqual([]);
  });

  it('does not bring back whoever walked out of the picture', () => {
    expect(join([tracklet(1, [0, 18], 874, 5, 1)], [tracklet(11, [26, 40], 1089, -5, 1)])).toEqual([]);
  });

  it('follows the same way however long the person was there before', () => {
    const after = tracklet(11, [606, 620], 100, 0.5, 1);
    expect(join([tracklet(1, [0, 600], 100, 0.5, 1)], [after])).toEqual([[1, 11]]);
    expect(join([tracklet(1, [580, 600], 100, 0.5, 1)], [after])).toEqual([[1, 11]]);
  });

  it('joins nothing of nothing, and without looks only whom the tracker would have kept', () => {
    expect(join([], [])).toEqual([]);
    expect(join([tracklet(1, [0, 20], 100, 5)], [])).toEqual([]);
    expect(join([tracklet(1, [0, 19], 100, 5)], [tracklet(11, [22, 40], 100, 5)])).toEqual([[1, 11]]);
    expect(join([tracklet(1, [0, 17], 100, 5)], [tracklet(11, [24, 40], 100, 5)])).toEqual([]);
    const [before, after] = [tracklet(1, [0, 17], 100, 5, 2), tracklet(11, [24, 40], 100, 5, 2)];
    expect(join([before], [after])).toEqual([[1, 11]]);
  });

  it('gives nobody two successors or two predecessors', () => {
    const someone = fc.record({
      x: fc.integer({ min: 40, max: 200 }),
      gap: fc.nat(8),
      outfit: fc.option(fc.nat(3)),
    });
    fc.assert(
      fc.property(fc.array(someone, { maxLength: 6 }), fc.array(someone, { maxLength: 6 }), (left, right) => {
        const before = left.map(({ x, gap, outfit }, at) => tracklet(at, [0, 20 - gap], x, 2, outfit));
        const after = right.map(({ x, gap, outfit }, at) => tracklet(10 + at, [20 + gap, 40], x, 2, outfit));
        const pairs = join(before, after);
        expect(new Set(pairs.map(([from]) => from)).size).toBe(pairs.length);
        expect(new Set(pairs.map(([, to]) => to)).size).toBe(pairs.length);
      }),
    );
  });
});
