/**
 * Synology Surveillance Station: `<camera>/20261120AM/<camera>-20261120-100000-1795168800.mp4`. The ten digits are
 * the start in seconds since 1970; older versions leave them out. The folder names the half of the day, the
 * file's clock has 24 hours.
 */
import { utcAt, wallAt } from '../candidate.ts';
import { defineGrammar } from '../grammar.ts';
import { isSameMoment, wallFromDigits } from '../stamps.ts';

const RECORDING = /^(.+?)-?(\d{8})-(\d{6})(?:-(\d{10}))?(?:-\d{1,3})?$/;

export const synology = defineGrammar('synology', ({ stem, folders }) => {
  const match = RECORDING.exec(stem);
  const wall = match && wallFromDigits(match[2]! + match[3]!);
  if (!wall) return null;
  const camera = match[1]!;
  const isInHalfDayFolder = /^\d{8}(AM|PM)$/.test(folders.at(-1) ?? '');
  const epochMs = match[4] ? Number(match[4]) * 1000 : null;
  if (epochMs !== null && isSameMoment(epochMs, wall)) {
    return { camera, start: utcAt(epochMs), wallStart: wall, confidence: 0.98 };
  }
  if (epochMs !== null) return { camera, start: wallAt(wall), confidence: 0.75 };
  return { camera, start: wallAt(wall), confidence: isInHalfDayFolder ? 0.96 : 0.85 };
});
