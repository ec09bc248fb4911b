/**
 * Canon network cameras, as their Recorded Video Utility downloads: `20261120070618-070619-M00_507.mov`. In UTC: the
 * time at which the file begins, and the clock at which the whole recording began; then the reason (E event, M manual,
 * R stream, T timer, U upload), and the file's number.
 */
import { wallToMs } from '../../timeline/wall-time.ts';
import { utcAt } from '../candidate.ts';
import { defineGrammar } from '../grammar.ts';
import { wallFromDigits } from '../stamps.ts';

const DOWNLOAD = /^(\d{14})-\d{6}-[EMRTU]\d{2}_\d+$/;

export const canon = defineGrammar('canon', ({ stem }) => {
  const match = DOWNLOAD.exec(stem);
  const start = match && wallFromDigits(match[1]!);
  return start && { start: utcAt(wallToMs(start)), confidence: 0.95 };
});
