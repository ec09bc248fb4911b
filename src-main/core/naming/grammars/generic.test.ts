import { describe, expect, test } from 'vitest';
import { proposeFromPath } from '../registry.ts';
import { read, summarise } from '../summarise.test-support.ts';

describe('date and time in the file name', () => {
  test.each([
    ['cam1.20261120_100000.mp4', 'date-time | cam1 | 2026-11-20 10:00:00'],
    ['VID_20261120_100000.mp4', 'date-time | 2026-11-20 10:00:00'],
    ['2026-11-20 10.00.00.mp4', 'date-time | 2026-11-20 10:00:00'],
    ['2026_11_20T10_00_00_Lobby.mkv', 'date-time | Lobby | 2026-11-20 10:00:00'],
    ['Lobby (10.0.0.1) - 2026-11-20 10-00-00.avi', 'date-time | Lobby (10.0.0.1) | 2026-11-20 10:00:00'],
    ['gate 20261120 1000.mp4', 'date-time | gate | 2026-11-20 10:00:00'],
    ['gate 2026-11-20 at 10h05m07s.mp4', 'date-time | gate | 2026-11-20 10:05:07'],
    ['gate 20-11-2026 10.00.00 pm.mp4', 'date-time | gate | 2026-11-20 22:00:00'],
    ['gate 2026-11-20 12.30.00 AM.mp4', 'date-time | gate | 2026-11-20 00:30:00'],
    ['2026-11-20_10-00-00_10-10-00.mp4', 'date-time | 2026-11-20 10:00:00 → 2026-11-20 10:10:00'],
    ['20261120_235500-20261121_000500.mp4', 'date-time | 2026-11-20 23:55:00 → 2026-11-21 00:05:00'],
    ['Roof_2026-11-09T10_30_54-0800.mp4', 'date-time | Roof | 2026-11-09 18:30:54 UTC'],
    ['2026-11-26T02_06_04+00_00.mp4', 'date-time | 2026-11-26 02:06:04 UTC'],
    ['20261120T100000Z.mp4', 'date-time | 2026-11-20 10:00:00 UTC'],
    ['2026-11-20 10-00-00 ch4.mp4', 'date-time | ch 4 | 2026-11-20 10:00:00'],
    ['1795168800.mp4', 'date-time | 2026-11-20 10:00:00 UTC'],
    ['lobby_1795168800123.mp4', 'date-time | lobby | 2026-11-20 10:00:00 UTC'],
  ])('%s', (path, expected) => expect(read(path)).toBe(expected));
});

describe('time in the file name under a date in the folders', () => {
  test.each([
    ['lobby/2026-11-20/10-00-00.mp4', 'date-time | 2026-11-20 10:00:00'],
    ['lobby/2026/11/20/10.00.05.mp4', 'date-time | 2026-11-20 10:00:05'],
    ['record/20261120/10/05.mp4', 'date-time | 2026-11-20 10:05:00'],
    ['lobby/20261120PM/03-15-00.mp4', 'date-time | 2026-11-20 15:15:00'],
    ['lobby/20261120AM/12-15-00.mp4', 'date-time | 2026-11-20 00:15:00'],
    ['lobby/20261120PM/15-15-00.mp4', 'date-time | 2026-11-20 15:15:00'],
    ['2026-11-20/1015.mp4', 'date-time | 2026-11-20 10:15:00'],
    ['20261120/gate 101500.mp4', 'date-time | gate | 2026-11-20 10:15:00'],
  ])('%s', (path, expected) => expect(read(path)).toBe(expected));
});

describe('what is no time', () => {
  test.each([
    '20261120100000123.mp4',
    'export 00000000037000000.mp4',
    'clip.mp4',
    'clip 0042.mp4',
    'lobby 2026.mp4',
    'lobby 20261120.mp4',
    'lobby 20261320 100000.mp4',
    'lobby 20261120 256100.mp4',
    'lobby 2026-02-30 10-00-00.mp4',
    'gate 2026-11-20 13.00.00 pm.mp4',
    'serial 4815162342.mp4',
    '1999-12-31 23-59-59.mp4',
    '2031-01-01 00-00-00.mp4',
  ])('%s', (path) => expect(read(path)).toBe('nothing'));
});

test('digits that may be a counter are not sure enough to be accepted unseen', () => {
  for (const path of ['2026-11-20/0042.mp4', '2026-11-20/clip 000123.mp4', 'IMG_20261120_0042.mp4']) {
    expect(proposeFromPath(path, 2027)[0]!.confidence).toBeLessThan(0.6);
  }
  expect(read('2026-11-20/clip 0042.mp4')).toBe('nothing');
});

test('a date whose day and month could be swapped is read both ways', () => {
  expect(proposeFromPath('gate 05-06-2026 10-00-00.mp4', 2027).map(summarise)).toEqual([
    'date-time | gate | 2026-06-05 10:00:00',
    'date-time | gate | 2026-05-06 10:00:00',
  ]);
});

test('a name of an invalid time and a valid one after it gives the valid one', () => {
  expect(read('case 2026-99-99 99-99-99 lobby 2026-11-20 10-00-00.mp4')).toContain('2026-11-20 10:00:00');
});
