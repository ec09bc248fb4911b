/**
 * Open-source recorders with one form each.
 *
 * - Viseron: `segments/front_door/1795168800.m4s`, seconds since 1970.
 * - Shinobi: `<group>/<monitor>/2026-11-20T10-00-00.mp4`, on the machine's clock.
 */
import { utcAt, wallAt } from '../candidate.ts';
import { defineGrammar } from '../grammar.ts';
import { wallFromDigits } from '../stamps.ts';

export const viseron = defineGrammar('viseron', ({ whole }) => {
  const match = /(?:^|\/)segments\/([^/]+)\/(\d{10})$/i.exec(whole);
  return match && { camera: match[1]!, start: utcAt(Number(match[2]) * 1000), confidence: 0.94 };
});

export const shinobi = defineGrammar('shinobi', ({ stem, folders }) => {
  const start = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}$/.test(stem) ? wallFromDigits(stem) : null;
  const monitor = folders.at(-1);
  return start && monitor ? { camera: monitor, start: wallAt(start), confidence: 0.88 } : null;
});
