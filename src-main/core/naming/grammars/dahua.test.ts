import { describe, expect, test } from 'vitest';
import { read } from '../summarise.test-support.ts';

describe('Dahua', () => {
  test.each([
    [
      '/media/nvr/BackYard/2026-11-20/001/dav/10/10.00.00-10.10.00[M][0@0][0].dav',
      'dahua | BackYard | ch 1 | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
    [
      'AMC002A3_K2G7HH/2026-02-25/002/dav/18/18.53.02-18.53.58[R][0@0][0].mp4',
      'dahua | AMC002A3_K2G7HH | ch 2 | 2026-02-25 18:53:02 → 2026-02-25 18:53:58',
    ],
    [
      '/mnt/dvr/2026-08-28/0/dav/00/0/1/98673/00.14.57-00.15.31[M][0@0][0].dav',
      'dahua | dvr | ch 1 | 2026-08-28 00:14:57 → 2026-08-28 00:15:31',
    ],
    [
      'cam01/2026-11-20/001/dav/23/23.55.00-00.05.00[R][0@0][0].dav',
      'dahua | cam01 | ch 1 | 2026-11-20 23:55:00 → 2026-11-21 00:05:00',
    ],
    [
      String.raw`D:\export\cam01\2026-11-20\001\dav\10\10.00.00-10.10.00[A][0@0][0].dav`,
      'dahua | cam01 | ch 1 | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
    [
      'NVR_ch1_main_20261120100000_20261120101000.dav',
      'dahua | NVR | ch 1 | main | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
    [
      'NVR2_N910A6_ch12_sub_20261120100000_20261120101000.mp4',
      'dahua | NVR2_N910A6 | ch 12 | sub | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
    [
      'XVR_ch3_extra1_20261120100000_20261120101000.mp4',
      'dahua | XVR | ch 3 | sub | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
    ['NVR_ch1_main_20261120100000.mp4', 'dahua | NVR | ch 1 | main | 2026-11-20 10:00:00'],
    [
      'NVR_ch13_20261120080000_20261120090000.mp4',
      'dahua | NVR | ch 13 | 2026-11-20 08:00:00 → 2026-11-20 09:00:00',
    ],
    [
      'NVR_ch1_main_20241118083054_20241118083251_camera2.mp4',
      'dahua | NVR | ch 1 | main | 2024-11-18 08:30:54 → 2024-11-18 08:32:51',
    ],
    [
      '店A_ch1_main_20260917100000_20260917110000 (1).dav',
      'dahua | 店A | ch 1 | main | 2026-09-17 10:00:00 → 2026-09-17 11:00:00',
    ],
  ])('%s', (path, expected) => {
    expect(read(path)).toBe(expected);
  });

  test('the end of a day written 23:59:60 is the next midnight', () => {
    expect(read('NVR_ch1_main_20260330000000_20260330235960.dav')).toBe(
      'dahua | NVR | ch 1 | main | 2026-03-30 00:00:00 → 2026-03-31 00:00:00',
    );
  });

  test('a clock range without a date anywhere is not read', () => {
    expect(read('loose/10.00.00-10.10.00[M][0@0][0].mp4')).toBe('nothing');
  });

  test('a date that no calendar has is not read', () => {
    expect(read('NVR_ch1_main_20260230100000_20260230101000.dav')).toBe('nothing');
  });
});
