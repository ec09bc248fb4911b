import { expect, test } from 'vitest';
import { readPlace } from './place.ts';

test('reads the place that a link names', () => {
  expect(readPlace({ recording: '3', tracklet: '7', at: '12000.5' })).toEqual({
    recordingId: 3,
    trackletId: 7,
    atMs: 12000.5,
  });
});

test('takes what is not a number as not given', () => {
  const nowhere = { recordingId: null, trackletId: null, atMs: null };
  expect(readPlace({})).toEqual(nowhere);
  expect(readPlace({ recording: 'x', tracklet: '-1', at: '' })).toEqual(nowhere);
  expect(readPlace({ recording: '1.5', at: '-5' })).toEqual(nowhere);
});
