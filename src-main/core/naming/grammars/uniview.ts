/**
 * Uniview and its labels.
 *
 * - Recorder backup: `D1_S20261120100000_E20261120101000.mp4`, `ch04_S20261120100000_E20261120101000.ts`.
 * - Client recording: `2026-11-20/192.168.1.20_3_S10-00-00 E10-10-00.mp4`, the date in the folder.
 */
import { wallAt } from '../candidate.ts';
import { defineGrammar, firstOf } from '../grammar.ts';
import { endFromClock, nearestDateFolder, wallFromDigits } from '../stamps.ts';

const BACKUP = /^(?:(.*?)_)?(?:ch|d|a|v)?(\d{1,3})_S(\d{14})_E(\d{14})(?:_\w+)?$/i;
const CLIENT = /^(.+?)_(?:\D*)(\d{1,3})_S(\d{2}-?\d{2}-?\d{2})[ _]?E(\d{2}-?\d{2}-?\d{2})$/;

export const uniview = defineGrammar(
  'uniview',
  firstOf(
    ({ stem }) => {
      const match = BACKUP.exec(stem);
      const start = match && wallFromDigits(match[3]!);
      if (!start) return null;
      return {
        start: wallAt(start),
        end: wallAt(wallFromDigits(match[4]!)),
        device: match[1] || null,
        channel: Number(match[2]),
        confidence: 0.97,
      };
    },
    ({ stem, folders }) => {
      const match = CLIENT.exec(stem);
      const date = nearestDateFolder(folders);
      const start = match && date && wallFromDigits(date.digits + match[3]!);
      if (!start) return null;
      return {
        start: wallAt(start),
        end: wallAt(endFromClock(start, match[4]!)),
        device: match[1]!,
        channel: Number(match[2]),
        confidence: 0.94,
      };
    },
  ),
);
