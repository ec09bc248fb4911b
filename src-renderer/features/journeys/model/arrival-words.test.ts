import { expect, it } from 'vitest';
import type { JourneyStop } from '#shared/contract/journeys.ts';
import { arrivalWords } from './arrival-words.ts';

const stop = (ordinal: number, cameraName: string, arrival: JourneyStop['arrival']) =>
  ({ ordinal, trackletId: ordinal + 1, cameraName, arrival }) as JourneyStop;

const stops = [
  stop(0, 'Atrium', null),
  stop(1, 'Stairs', { fromOrdinal: 0, gapMs: -4_000 }),
  stop(2, 'Shop', { fromOrdinal: 0, gapMs: -1_000 }),
  stop(3, 'Exit', { fromOrdinal: 0, gapMs: 12_000 }),
  stop(4, 'Street', { fromOrdinal: 3, gapMs: 8_000 }),
];

it('says of a stop over a border which camera goes on, not that it was the last to see the visitor', () => {
  const hall = stop(0, 'Hall', null);
  const shop = stop(1, 'Shop', { fromOrdinal: 0, gapMs: -2_000 });
  const link = { fromTrackletId: hall.trackletId } as NonNullable<JourneyStop['link']>;
  const again = { ...stop(2, 'Hall', { fromOrdinal: 0, gapMs: 2_000 }), link };
  expect(arrivalWords({ stops: [hall, shop, again] }, 2)).toBe('2.0 s not observed, then Hall again');
});

it.each([
  [0, null],
  [1, 'Both cameras at once'],
  [2, 'Atrium sees the visitor all along'],
  [3, '12 s not observed since Atrium'],
  [4, '8.0 s not observed'],
])('before stop %d: %s', (index, words) => {
  expect(arrivalWords({ stops }, index)).toBe(words);
});
