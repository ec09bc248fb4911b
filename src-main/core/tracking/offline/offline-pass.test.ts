import { describe, expect, it } from 'vitest';
import { defaultTrackerConfig } from '../config.ts';
import { defaultOfflineConfig } from './config.ts';
import type { Fragment } from './fragment.ts';
import { lookBack } from './offline-pass.ts';
import { dressed, walk } from './testing.ts';

const picture = { widthPx: 1000, heightPx: 500 };

function lookBackOn(...fragments: Fragment[]): Fragment[] {
  return lookBack({ fragments, frames: [], picture }, defaultTrackerConfig, defaultOfflineConfig);
}

describe('lookBack', () => {
  it('takes a faint fragment for a part of somebody, but not for somebody', () => {
    const faint = { ...dressed(walk(0, 0, 20, 100, 5), 1), isFaint: true };
    expect(lookBackOn(faint)).toEqual([]);
    const [person, ...others] = lookBackOn(faint, dressed(walk(1, 26, 50, 100, 5), 1));
    expect(others).toEqual([]);
    expect(person!.track.timesMs).toHaveLength(44);
  });

  it('drops a thing that was taken for a person for some seconds, but nobody who stood still before they went', () => {
    const still = dressed(walk(0, 0, 49, 100, 0), 1);
    expect(lookBackOn(still)).toEqual([]);
    const [person, ...others] = lookBackOn(still, dressed(walk(1, 55, 80, 100 - 55 * 5, 5), 1));
    expect(others).toEqual([]);
    expect(person!.track.timesMs).toHaveLength(74);
  });

  it('leaves people alone of whom there is nothing to find out', () => {
    const people = [dressed(walk(0, 0, 20, 100, 5), 1), dressed(walk(1, 5, 30, 600, -5), 2)];
    expect(lookBackOn(...people)).toEqual(people);
  });
});
