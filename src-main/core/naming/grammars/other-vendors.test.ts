import { describe, expect, test } from 'vitest';
import { read } from '../summarise.test-support.ts';

describe('Uniview', () => {
  test.each([
    ['D1_S20261120100000_E20261120101000.mp4', 'uniview | ch 1 | 2026-11-20 10:00:00 → 2026-11-20 10:10:00'],
    [
      'NVR_ch04_S20261120140000_E20261120150000.ts',
      'uniview | NVR | ch 4 | 2026-11-20 14:00:00 → 2026-11-20 15:00:00',
    ],
    [
      '2026-11-20/192.168.1.20_3_S10-00-00 E10-10-00.mp4',
      'uniview | 192.168.1.20 | ch 3 | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
  ])('%s', (path, expected) => expect(read(path)).toBe(expected));
});

describe('UniFi Protect', () => {
  test.each([
    ['Front Door - 2-9-2026, 11.21.12pm.mp4', 'unifi-protect | Front Door | 2026-02-09 23:21:12'],
    ['G4 Dome 1-5-2026, 12.00.00 AM.mp4', 'unifi-protect | G4 Dome | 2026-01-05 00:00:00'],
    [
      'Front Door 11-20-2026, 10.00.00 GMT+1 - 11-20-2026, 10.10.00 GMT+1.mp4',
      'unifi-protect | Front Door | 2026-11-20 09:00:00 UTC → 2026-11-20 09:10:00 UTC',
    ],
    [
      'E063DA001122_2_rotating_1795168800000.mp4',
      'unifi-protect | E063DA001122 | sub | 2026-11-20 10:00:00 UTC',
    ],
  ])('%s', (path, expected) => expect(read(path)).toBe(expected));
});

describe('Axis', () => {
  test('the serial number is the device', () => {
    expect(read('20261120/10/20261120_100000_B9E0_00408C18B2D5/20261120_10/20261120_100500_F10C.mkv')).toBe(
      'axis | axis-00408C18B2D5 | 2026-11-20 10:05:00',
    );
  });
});

describe('Brickcom', () => {
  test('address, channel, start and end', () => {
    expect(read('20261120-000500-001000_192.168.1.11-CH2.avi')).toBe(
      'brickcom | 192.168.1.11 | ch 2 | 2026-11-20 00:05:00 → 2026-11-20 00:10:00',
    );
  });
});

describe('Canon', () => {
  test('the file begins at the first time, not where the recording began, in UTC', () => {
    expect(read('20150910070623-070619-M00_508.mov')).toBe('canon | 2015-09-10 07:06:23 UTC');
  });
});

describe('recorders of vehicles', () => {
  test('time and channel', () => {
    expect(read('H20190808-095851P1N2P0.avi')).toBe('mobile-dvr | ch 2 | 2019-08-08 09:58:51');
  });
});

describe('open-source recorders', () => {
  test.each([
    ['recordings/2026-11-20/10/front_door/00.10.mp4', 'frigate | front_door | 2026-11-20 10:00:10 UTC'],
    ['recordings/2026-11/20/10/front_door/00.10.mp4', 'frigate | front_door | 2026-11-20 10:00:10'],
    ['clips/front_door-1795168800.25-abc123.mp4', 'frigate | front_door | 2026-11-20 10:00:00 UTC'],
    [
      'exports/front_door_20261120_100000-20261120_101000_k3x9q1.mp4',
      'frigate | front_door | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
    ['segments/lobby/1795168800.m4s', 'viseron | lobby | 2026-11-20 10:00:00 UTC'],
    ['videos/Gr0up/lobby/2026-11-20T10-00-00.mp4', 'shinobi | lobby | 2026-11-20 10:00:00'],
  ])('%s', (path, expected) => expect(read(path)).toBe(expected));
});

describe('home cameras', () => {
  test.each([
    ['xiaomi/607ea4/2026112010/00M10S_1795168810.mp4', 'xiaomi | 607ea4 | 2026-11-20 10:00:10 UTC'],
    ['record/2026Y11M20D10H/E100M05S55.mp4', 'yi | record | 2026-11-20 10:00:05 → 2026-11-20 10:01:00'],
    ['blink/26-11-20/10-00-00_Back Yard_001.mp4', 'blink | Back Yard | 2026-11-20 10:00:00'],
  ])('%s', (path, expected) => expect(read(path)).toBe(expected));
});

describe('forms that several makers share', () => {
  test.each([
    ['ch01_20261120100000.mp4', 'recorder-export | ch 1 | 2026-11-20 10:00:00'],
    ['CH09_20260326_173728_184505.avi', 'recorder-export | ch 9 | 2026-03-26 17:37:28 → 2026-03-26 18:45:05'],
    [
      'D3_20261120100000_20261120101000.mp4',
      'recorder-export | ch 3 | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
    ['channel 4 2026-11-20 10-00-00.mp4', 'recorder-export | ch 4 | 2026-11-20 10:00:00'],
    ['cam01-2026-11-20-10-00-00.mp4', 'recorder-export | cam01 | ch 1 | 2026-11-20 10:00:00'],
    [
      'NVR_Entrance_sub_20261120100000_20261120101000.mp4',
      'recorder-export | NVR_Entrance | sub | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
    [
      'Shop_Entrance_20261120100000_20261120101000.mp4',
      'recorder-export | Shop_Entrance | 2026-11-20 10:00:00 → 2026-11-20 10:10:00',
    ],
  ])('%s', (path, expected) => expect(read(path)).toBe(expected));
});
