import { describe, expect, it } from 'vitest';
import { bar, counted, duration, table } from './terminal.ts';

describe('table', () => {
  it('aligns columns and leaves the last as it is', () => {
    expect(
      table([
        ['File', 'Camera', 'Status'],
        ['a.mp4', '–', 'proposed'],
        ['longer-name.mp4', 'cam01', 'accepted'],
      ]),
    ).toEqual([
      'File             Camera  Status',
      'a.mp4            –       proposed',
      'longer-name.mp4  cam01   accepted',
    ]);
  });

  it('is empty without rows', () => {
    expect(table([])).toEqual([]);
  });
});

describe('bar', () => {
  it.each([
    [0, '░░░░ 0 %'],
    [0.5, '██░░ 50 %'],
    [0.999, '████ 99 %'],
    [1, '████ 100 %'],
    [1.2, '████ 100 %'],
  ])('of %d', (progress, text) => {
    expect(bar(progress, 4)).toBe(text);
  });
});

describe('duration', () => {
  it.each([
    [400, '0 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 05 min'],
  ])('%d ms', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

it('counted knows one from many', () => {
  expect(counted(1, 'journey')).toBe('1 journey');
  expect(counted(0, 'journey')).toBe('0 journeys');
});
