/**
 * Home cameras with one form each.
 *
 * - Xiaomi: `<mac>/2026112010/00M00S_1795168800.mp4`: hour in the folder, minute and second, seconds since 1970.
 * - Yi: `2026Y11M20D10H/E100M00S60.mp4`: E and a digit name the reason, then minute, second and length.
 * - Blink's local storage: `26-11-20/10-00-00_Front Door_001.mp4`.
 */

import { wallFromMs, wallToMs } from '../../timeline/wall-time.ts';
import { utcAt, wallAt } from '../candidate.ts';
import { defineGrammar } from '../grammar.ts';
import { endFromClock, isSameMoment, wallFromDigits } from '../stamps.ts';

export const xiaomi = defineGrammar('xiaomi', ({ whole }) => {
  const match = /(?:^|\/)(?:([^/]+)\/)?(\d{10})\/(\d{2})M(\d{2})S_(\d{10})$/.exec(whole);
  const wall = match && wallFromDigits(match[2]! + match[3]! + match[4]!);
  if (!wall) return null;
  const utcMs = Number(match[5]) * 1000;
  const device = match[1] ?? null;
  if (!isSameMoment(utcMs, wall)) return { device, start: wallAt(wall), confidence: 0.7 };
  return { device, start: utcAt(utcMs), wallStart: wall, confidence: 0.97 };
});

export const yi = defineGrammar('yi', ({ whole }) => {
  const match =
    /(?:^|\/)(?:([^/]+)\/)?(\d{4})Y(\d{2})M(\d{2})D(\d{2})H\/(?:E\d)?(\d{2})M(\d{2})S(\d{2})$/.exec(whole);
  const start = match && wallFromDigits(match.slice(2, 8).join(''));
  if (!start) return null;
  return {
    device: match[1] ?? null,
    start: wallAt(start),
    end: wallAt(wallFromMs(wallToMs(start) + Number(match[8]) * 1000)),
    confidence: 0.93,
  };
});

export const blink = defineGrammar('blink', ({ whole }) => {
  const match = /(?:^|\/)(\d{2}-\d{2}-\d{2})\/(\d{2}-\d{2}-\d{2})_(.+?)_(\d{1,5})$/.exec(whole);
  const start = match && wallFromDigits(`20${match[1]}${match[2]}`);
  return start && { camera: match[3]!, start: wallAt(start), confidence: 0.85 };
});

/** Brickcom recorders: `20261120-100000-101000_192.168.1.11-CH2.avi`. */
export const brickcom = defineGrammar('brickcom', ({ stem }) => {
  const match = /^(\d{8})-(\d{6})-(\d{6})_(.+)-CH(\d{1,3})$/i.exec(stem);
  const start = match && wallFromDigits(match[1]! + match[2]!);
  if (!start) return null;
  return {
    start: wallAt(start),
    end: wallAt(endFromClock(start, match[3]!)),
    device: match[4]!,
    channel: Number(match[5]),
    confidence: 0.96,
  };
});
