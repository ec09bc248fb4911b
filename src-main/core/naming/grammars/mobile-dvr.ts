/**
 * Recorders of vehicles: `H20261120-095851P1N2P0.avi`. After the start: television standard (P, N), resolution, kind of
 * recording (A alarm, N normal), channel.
 */
import { wallAt } from '../candidate.ts';
import { defineGrammar } from '../grammar.ts';
import { wallFromDigits } from '../stamps.ts';

const RECORDING = /^[A-Z]?(\d{8})-(\d{6})[PN][0-9A-Z][AN](\d)[A-Z]\d$/;

export const mobileDvr = defineGrammar('mobile-dvr', ({ stem }) => {
  const match = RECORDING.exec(stem);
  const start = match && wallFromDigits(match[1]! + match[2]!);
  return start && { start: wallAt(start), channel: Number(match[3]), confidence: 0.94 };
});
