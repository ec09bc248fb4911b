import { describe, expect, test } from 'vitest';
import { read } from '../summarise.test-support.ts';

describe('Hikvision', () => {
  test.each([
    [
      'Camera 01_NVR_20261120100000_20261120101000_1234.mp4',
      'hikvision | NVR / Camera 01 | ch 1 | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
    [
      'Winposh Regent_Camera 07_20251215110142_20251215110647.mp4',
      'hikvision | Winposh Regent / Camera 07 | ch 7 | 2025-12-15 11:01:42 → 2025-12-15 11:06:47',
    ],
    ['_Camera 01_20260611132433_59073164.mp4', 'hikvision | Camera 01 | ch 1 | 2026-06-11 13:24:33'],
    [
      '192.168.4.64_IPCamera 12_20261120100000_20261120101000 (2).mp4',
      'hikvision | 192.168.4.64 / IPCamera 12 | ch 12 | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
    [
      '192.168.1.64_01_20261120100000123_LINE_DETECTION.mp4',
      'hikvision | 192.168.1.64 | ch 1 | 2026-11-20 10:00:00',
    ],
    ['ch01_00000000037000000.mp4', 'hikvision | ch 1 | no time'],
    ['ch0012_08000000212000200.mp4', 'hikvision | ch 12 | no time'],
    ['ch01_00000000007000000 00_00_44-00_06_54.mp4', 'hikvision | ch 1 | no time'],
    ['datadir0/hiv00012.mp4', 'hikvision | no time'],
  ])('%s', (path, expected) => {
    expect(read(path)).toBe(expected);
  });

  test.each(['264', '265', '3gp', 'h264'])('raw video is named alike: .%s', (extension) => {
    expect(read(`Camera 01_NVR_20261120100000_20261120101000.${extension}`)).toBe(
      'hikvision | NVR / Camera 01 | ch 1 | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    );
  });

  test('seventeen digits behind a channel are a block of the disk even when they begin like a date', () => {
    expect(read('ch01_20261120100000123.mp4')).toBe('hikvision | ch 1 | no time');
  });

  test('the date of the folder is not given to a file that carries no time', () => {
    expect(read('2026-11-20/hiv00012.mp4')).toBe('hikvision | no time');
  });
});
