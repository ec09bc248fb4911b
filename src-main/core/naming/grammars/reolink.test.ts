import { describe, expect, test } from 'vitest';
import { read } from '../summarise.test-support.ts';

describe('Reolink', () => {
  test.each([
    [
      'Mp4Record/2026-03-06/RecM01_20260306_020024_020118_6732828_2821E4C.mp4',
      'reolink | main | 2026-03-06 02:00:24 → 2026-03-06 02:01:18',
    ],
    [
      'door/Mp4Record/2026-10-01/RecS0A_DST20261001_211129_211207_0_5514C080000000_108CE9.mp4',
      'reolink | door | sub | 2026-10-01 21:11:29 → 2026-10-01 21:12:07',
    ],
    [
      'Mp4Record_2026-05-15_RecM02_DST20260515_071811_071835_0_800_800_033C820000_61B6F0.mp4',
      'reolink | main | 2026-05-15 07:18:11 → 2026-05-15 07:18:35',
    ],
    [
      'RecM03_20261231_235930_000030_6D28808_1A468F9.mp4',
      'reolink | main | 2026-12-31 23:59:30 → 2027-01-01 00:00:30',
    ],
    ['RLC-810A-01-20261120100000.mp4', 'reolink | RLC-810A | ch 1 | 2026-11-20 10:00:00'],
    ['2026/11/20/Front Door_00_20261120100000.mp4', 'reolink | Front Door | ch 1 | 2026-11-20 10:00:00'],
    ['Cam_00_20261120100000.mp4', 'reolink | Cam | ch 1 | 2026-11-20 10:00:00'],
    ['Home NVR_07_20261120100000.mp4', 'reolink | Home NVR | ch 8 | 2026-11-20 10:00:00'],
  ])('%s', (path, expected) => {
    expect(read(path)).toBe(expected);
  });

  test('the digits after Rec and the stream are a version, never a channel', () => {
    expect(read('RecM07_20261120_100000_101000_6D28808_1A468F9.mp4')).not.toContain('ch ');
  });
});
