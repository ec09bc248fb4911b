import { describe, expect, it } from 'vitest';
import { packBoxes } from '../../geometry/box.ts';
import { defaultTrackerConfig } from '../config.ts';
import { defaultOfflineConfig } from './config.ts';
import { undoExchanges } from './exchange.ts';
import { type Fragment, joinFragments, sliceTrack } from './fragment.ts';
import { dressed, FRAME_MS, walk, walkerBox } from './testing.ts';

const scale = { self: 0.9, strangers: 0.4 };
const FRAMES = 40;
const timesMs = Array.from({ length: FRAMES }, (_, frame) => frame * FRAME_MS);

/** Walks to the right, and to the left; their boxes are one in frame 20. */
const rightwards = walk(0, 0, FRAMES, 100, 4);
const leftwards = walk(1, 0, FRAMES, 260, -4);

function undone(...fragments: Fragment[]): readonly Fragment[] {
  return undoExchanges(fragments, timesMs, scale, defaultTrackerConfig, defaultOfflineConfig);
}

/** A track that shows `before` until frame 20, and `after` from it on. */
function mixed(track: typeof rightwards, before: number, after: number): Fragment {
  return joinFragments([
    dressed(sliceTrack(track, 0, 20), before),
    dressed(sliceTrack(track, 20, FRAMES), after),
  ]);
}

/** Where the boxes of a track are at its start and at its end. */
function wayOf({ track: { boxesPx } }: Fragment): [from: number, to: number] {
  return [boxesPx[0]!, boxesPx.at(-4)!];
}

describe('undoExchanges', () => {
  it('gives two tracks that went on as each other their own ends back', () => {
    const found = undone(mixed(rightwards, 1, 2), mixed(leftwards, 2, 1));
    expect(found.map(wayOf)).toEqual([
      [100, 104],
      [260, 256],
    ]);
    const [first, second] = found;
    expect(first!.views.map(({ vector }) => vector[2]! > 0)).not.toContain(false);
    expect(second!.views.map(({ vector }) => vector[3]! > 0)).not.toContain(false);
    expect(found.map(({ track }) => track.ordinal)).toEqual([2, 3]);
    expect([...first!.track.timesMs]).toEqual(timesMs);
  });

  it('does so for two pairs that meet at the same time', () => {
    const below = (track: typeof rightwards, ordinal: number) => ({
      ...track,
      ordinal,
      boxesPx: track.boxesPx.map((value, at) => (at % 4 === 1 ? value + 250 : value)),
    });
    const found = undone(
      mixed(rightwards, 1, 2),
      mixed(leftwards, 2, 1),
      mixed(below(rightwards, 2), 3, 4),
      mixed(below(leftwards, 3), 4, 3),
    );
    const worn = found.map(
      ({ views }) => new Set(views.map(({ vector }) => [2, 3, 4, 5].find((at) => vector[at]! > 0.5))),
    );
    expect(worn.map((outfits) => outfits.size)).toEqual([1, 1, 1, 1]);
  });

  it('leaves two who passed one another', () => {
    const passed = [dressed(rightwards, 1), dressed(leftwards, 2)];
    expect(undone(...passed)).toEqual(passed);
  });

  it('leaves tracks that never touched, however mixed', () => {
    const apart = [mixed(rightwards, 1, 2), mixed(walk(1, 0, FRAMES, 600, 4), 2, 1)];
    expect(undone(...apart)).toEqual(apart);
  });

  it('leaves four who are unlike one another to be cut', () => {
    const strangers = [mixed(rightwards, 1, 2), mixed(leftwards, 3, 4)];
    expect(undone(...strangers)).toEqual(strangers);
  });

  it('gives the rest of a track to somebody whose own track ended where they met', () => {
    const ended = dressed(sliceTrack(leftwards, 0, 21), 2);
    const found = undone(mixed(rightwards, 1, 2), ended);
    // The one who walked leftwards has all that follows; of the other only what was before is left, and one box.
    expect(found.map(({ track }) => track.timesMs.length)).toEqual([21, FRAMES]);
    expect(found.map(wayOf)[1]).toEqual([260, 256]);
  });

  it('says nothing about people without crops', () => {
    const bare = [rightwards, leftwards].map((track) => ({ track, views: [], isFaint: false }));
    expect(undone(...bare)).toEqual(bare);
  });

  it('undoes a second exchange of the same two', () => {
    const there = Array.from({ length: 40 }, (_, frame) => 100 + 4 * frame);
    const andBack = [...there, ...there.toReversed()];
    const allMs = Float64Array.from(andBack, (_, frame) => frame * FRAME_MS);
    const scores = new Float32Array(andBack.length).fill(0.8);
    const walker = {
      ordinal: 0,
      timesMs: allMs,
      boxesPx: packBoxes(andBack.map((x) => walkerBox(x))),
      scores,
    };
    const waiting = {
      ordinal: 1,
      timesMs: allMs,
      boxesPx: packBoxes(andBack.map(() => walkerBox(180))),
      scores,
    };
    const showing = (track: typeof walker, one: number, other: number): Fragment =>
      joinFragments([
        dressed(sliceTrack(track, 0, 20), one),
        dressed(sliceTrack(track, 20, 59), other),
        dressed(sliceTrack(track, 59), one),
      ]);
    const found = undoExchanges(
      [showing(walker, 1, 2), showing(waiting, 2, 1)],
      [...allMs],
      scale,
      defaultTrackerConfig,
      defaultOfflineConfig,
    );
    const outfits = found.map(({ views }) => new Set(views.map(({ vector }) => (vector[2]! > 0 ? 1 : 2))));
    expect(outfits.map((worn) => [...worn])).toEqual([[1], [2]]);
  });
});
