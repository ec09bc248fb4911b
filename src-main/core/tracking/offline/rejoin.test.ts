import { describe, expect, it } from 'vitest';
import { defaultTrackerConfig } from '../config.ts';
import type { Track } from '../track.ts';
import { defaultOfflineConfig } from './config.ts';
import type { Fragment } from './fragment.ts';
import { rejoinFragments } from './rejoin.ts';
import { dressed, walk } from './testing.ts';

const scale = { self: 0.9, strangers: 0.4 };
const picture = { widthPx: 1000, heightPx: 500 };

function rejoin(...fragments: Fragment[]): Fragment[] {
  return rejoinFragments(fragments, scale, picture, defaultTrackerConfig, defaultOfflineConfig);
}

/** How many sightings each of the resulting tracks has. */
const lengths = (fragments: readonly Fragment[]) => fragments.map(({ track }) => track.timesMs.length);

describe('rejoinFragments', () => {
  it('joins who was hidden for two seconds, with all crops', () => {
    const [person, ...others] = rejoin(
      dressed(walk(0, 0, 20, 100, 5), 1),
      dressed(walk(1, 32, 50, 100, 5), 1),
    );
    expect(others).toEqual([]);
    expect(person!.track.ordinal).toBe(0);
    expect(person!.track.timesMs).toHaveLength(38);
    expect(person!.views).toHaveLength(13);
  });

  it('joins several fragments into one chain, and two people each with their own', () => {
    const people = rejoin(
      dressed(walk(0, 0, 12, 100, 5), 1),
      dressed(walk(1, 0, 12, 600, -5), 2),
      dressed(walk(2, 18, 30, 100, 5), 1),
      dressed(walk(3, 20, 30, 600, -5), 2),
      dressed(walk(4, 36, 50, 100, 5), 1),
    );
    expect(lengths(people)).toEqual([38, 22]);
  });

  it.each<[string, Track, number]>([
    ['is dressed differently', walk(1, 32, 50, 100, 5), 2],
    ['appears elsewhere', walk(1, 32, 50, 500, 5), 1],
    ['comes after too long', walk(1, 60, 80, 0, 5), 1],
    ['is of another size', { ...walk(1, 32, 50, 100, 5), boxesPx: smaller(walk(1, 32, 50, 100, 5)) }, 1],
  ])('does not join somebody who %s', (_, track, outfit) => {
    expect(rejoin(dressed(walk(0, 0, 20, 100, 5), 1), dressed(track, outfit))).toHaveLength(2);
  });

  it('does not bring back whoever walked out of the picture', () => {
    const leaving = dressed(walk(0, 0, 20, 864, 5), 1);
    const coming = dressed(walk(1, 26, 40, 1089, -5), 1);
    expect(rejoin(leaving, coming)).toHaveLength(2);
  });

  it('joins nobody when two could be the one', () => {
    const before = dressed(walk(0, 0, 20, 100, 0.5), 1);
    const after = [dressed(walk(1, 30, 50, 90, 0.5), 1), dressed(walk(2, 31, 50, 110, 0.5), 1)];
    expect(rejoin(before, ...after)).toHaveLength(3);
  });

  it('tells two who could be the one by their clothes', () => {
    const before = dressed(walk(0, 0, 20, 100, 0.5), 1);
    const after = [dressed(walk(1, 30, 50, 90, 0.5), 3), dressed(walk(2, 31, 50, 110, 0.5), 1)];
    expect(lengths(rejoin(before, ...after))).toEqual([39, 20]);
  });

  it('joins nothing of nothing', () => {
    expect(rejoin()).toEqual([]);
  });
});

function smaller({ boxesPx }: Track): Float32Array {
  return boxesPx.map((value, at) => (at % 4 === 3 ? value / 3 : value));
}
