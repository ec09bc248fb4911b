/**
 * Axis cameras' SD card and network share: `20261120/10/20261120_100000_B9E0_00408C18B2D5/20261120_10/
 * 20261120_100000_F10C.mkv`; the folder of a recording carries the camera's serial number.
 */
import { wallAt } from '../candidate.ts';
import { defineGrammar } from '../grammar.ts';
import { wallFromDigits } from '../stamps.ts';

const BLOCK = /^(\d{8})_(\d{6})_[0-9A-F]{4}$/i;
const RECORDING_FOLDER = /^\d{8}_\d{6}_[0-9A-F]{4}_([0-9A-F]{12})$/i;

export const axis = defineGrammar('axis', ({ stem, folders }) => {
  const block = BLOCK.exec(stem);
  const start = block && wallFromDigits(block[1]! + block[2]!);
  if (!start) return null;
  const serial = folders.map((folder) => RECORDING_FOLDER.exec(folder)?.[1]).findLast((found) => found);
  if (!serial) return null;
  return { start: wallAt(start), device: `axis-${serial.toUpperCase()}`, confidence: 0.96 };
});
