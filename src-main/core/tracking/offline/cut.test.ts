import { describe, expect, it } from 'vitest';
import { defaultTrackerConfig } from '../config.ts';
import type { Track } from '../track.ts';
import { defaultOfflineConfig } from './config.ts';
import { cutMixedTracks } from './cut.ts';
import { type Fragment, joinFragments } from './fragment.ts';
import { dressed, FRAME_MS, viewAt, walk } from './testing.ts';

const scale = { self: 0.9, strangers: 0.4 };

const everyFrameMs = Array.from({ length: 100 }, (_, frame) => frame * FRAME_MS);

/** With somebody else near track 0 in the given frames. */
function cut(
  fragments: readonly Fragment[],
  contestedFrames: readonly number[] = [],
  framesMs = everyFrameMs,
): Fragment[] {
  const contests = new Map([[0, new Set(contestedFrames.map((frame) => frame * FRAME_MS))]]);
  return cutMixedTracks(fragments, contests, framesMs, scale, defaultTrackerConfig, defaultOfflineConfig);
}

/** The second person takes over in frame 20, 25 px beside; the first crop of them is of frame 23. */
function mixedTrack(): { before: Track; after: Track; mixed: Fragment[] } {
  const before = walk(0, 0, 20, 100, 4);
  const after = walk(0, 20, 40, 125, 4);
  const views = [0, 6, 12, 18].map((frame) => viewAt(frame * FRAME_MS, 1));
  const later = [23, 29, 35].map((frame) => viewAt(frame * FRAME_MS, 2));
  return {
    before,
    after,
    mixed: [
      joinFragments([
        { track: before, views, isFaint: false },
        { track: after, views: later, isFaint: false },
      ]),
    ],
  };
}

describe('cutMixedTracks', () => {
  it('cuts a track that changed hands, where it jumped', () => {
    const { before, after, mixed } = mixedTrack();
    const parts = cut(mixed, [18, 19, 20, 21, 22]);
    expect(parts.map(({ track }) => [...track.timesMs])).toEqual([[...before.timesMs], [...after.timesMs]]);
    expect(parts.map(({ views: own }) => own.length)).toEqual([4, 3]);
    expect(parts.map(({ track }) => track.ordinal)).toEqual([1, 2]);
  });

  it('does not where there was nobody to change to: people look different from behind', () => {
    const { mixed } = mixedTrack();
    expect(cut(mixed)).toEqual(mixed);
    expect(cut(mixed, [3, 4, 5, 30])).toEqual(mixed);
  });

  it('does where the track was out of sight', () => {
    const before = dressed(walk(0, 0, 20, 100, 4), 1);
    const after = dressed(walk(0, 25, 45, 100, 4), 2);
    expect(cut([joinFragments([before, after])])).toHaveLength(2);
  });

  it('does not where there was no frame to see anybody in', () => {
    const before = dressed(walk(0, 0, 20, 100, 4), 1);
    const after = dressed(walk(0, 25, 45, 100, 4), 2);
    const framesMs = [...before.track.timesMs, ...after.track.timesMs];
    expect(cut([joinFragments([before, after])], [], framesMs)).toHaveLength(1);
  });

  it('leaves tracks of one person as they are', () => {
    const fragments = [dressed(walk(0, 0, 40, 100, 4), 1), dressed(walk(1, 10, 20, 300, -2), 2)];
    expect(cut(fragments, [8, 9, 10])).toEqual(fragments);
  });

  it('does not cut for a single odd crop, or without crops', () => {
    const whole = dressed(walk(0, 0, 40, 100, 4), 1);
    const { views } = whole;
    const odd = {
      ...whole,
      views: [...views.slice(0, -1), { ...views.at(-1)!, vector: viewAt(0, 5).vector }],
    };
    const bare = { track: walk(1, 0, 9, 0, 1), views: [], isFaint: false };
    expect(cut([odd, bare], [36, 37, 38])).toEqual([odd, bare]);
  });
});
