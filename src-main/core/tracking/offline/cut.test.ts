import { describe, expect, it } from 'vitest';
import { defaultTrackerConfig } from '../config.ts';
import { defaultOfflineConfig } from './config.ts';
import { cutMixedTracks } from './cut.ts';
import { type Fragment, joinFragments } from './fragment.ts';
import { dressed, FRAME_MS, viewAt, walk } from './testing.ts';

const scale = { self: 0.9, strangers: 0.4 };

function cut(...fragments: Fragment[]): Fragment[] {
  return cutMixedTracks(fragments, scale, defaultTrackerConfig, defaultOfflineConfig);
}

describe('cutMixedTracks', () => {
  it('cuts a track that changed hands, where it jumped', () => {
    // The second person takes over in frame 20, 25 px beside; the first crop of them is of frame 23.
    const before = walk(0, 0, 20, 100, 4);
    const after = walk(0, 20, 40, 125, 4);
    const views = [0, 6, 12, 18].map((frame) => viewAt(frame * FRAME_MS, 1));
    const later = [23, 29, 35].map((frame) => viewAt(frame * FRAME_MS, 2));
    const parts = cut(
      joinFragments([
        { track: before, views, isFaint: false },
        { track: after, views: later, isFaint: false },
      ]),
    );
    expect(parts.map(({ track }) => [...track.timesMs])).toEqual([[...before.timesMs], [...after.timesMs]]);
    expect(parts.map(({ views: own }) => own.length)).toEqual([4, 3]);
    expect(parts.map(({ track }) => track.ordinal)).toEqual([1, 2]);
  });

  it('leaves tracks of one person as they are', () => {
    const fragments = [dressed(walk(0, 0, 40, 100, 4), 1), dressed(walk(1, 10, 20, 300, -2), 2)];
    expect(cut(...fragments)).toEqual(fragments);
  });

  it('does not cut for a single odd crop, or without crops', () => {
    const whole = dressed(walk(0, 0, 40, 100, 4), 1);
    const { views } = whole;
    const odd = {
      ...whole,
      views: [...views.slice(0, -1), { ...views.at(-1)!, vector: viewAt(0, 5).vector }],
    };
    const bare = { track: walk(1, 0, 9, 0, 1), views: [], isFaint: false };
    expect(cut(odd, bare)).toEqual([odd, bare]);
  });
});
