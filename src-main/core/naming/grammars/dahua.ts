/**
 * Dahua and its labels (Amcrest, Lorex, IC Realtime).
 *
 * - On the device, on its SD card and by FTP: `<device>/2026-11-20/001/dav/10/10.00.00-10.10.00[M][0@0][0].dav`;
 *   the letter is the reason (R regular, M motion, A alarm), the folder after the date the channel.
 * - Downloaded from a recorder: `NVR_ch1_main_20261120100000_20261120101000.dav`. The end of a day may be
 *   written `235960`.
 */
import { wallAt } from '../candidate.ts';
import { defineGrammar, firstOf } from '../grammar.ts';
import { endFromClock, nearestDateFolder, wallFromDigits } from '../stamps.ts';

const CLOCK_RANGE = /^(\d{2}\.\d{2}\.\d{2})-(\d{2}\.\d{2}\.\d{2})(\[.*)?$/;
const DOWNLOAD =
  /^(?:(.*?)[ _])?ch(\d{1,3})(?:_(main|sub|extra)\d?)?_(\d{14})(?:_(\d{14}))?(?:_.*|\s*\(\d+\))?$/i;

export const dahua = defineGrammar(
  'dahua',
  firstOf(
    ({ folders, stem }) => {
      const range = CLOCK_RANGE.exec(stem);
      const date = nearestDateFolder(folders);
      if (!range || !date) return null;
      const start = wallFromDigits(date.digits + range[1]!);
      if (!start) return null;
      const dateIndex = folders.length - 1 - date.depth;
      const channelFolder = folders[dateIndex + 1];
      return {
        start: wallAt(start),
        end: wallAt(endFromClock(start, range[2]!)),
        device: folders[dateIndex - 1] ?? null,
        channel: channelFolder && /^\d{1,3}$/.test(channelFolder) ? channelFromFolder(channelFolder) : null,
        confidence: range[3] ? 0.97 : 0.9,
      };
    },
    ({ stem }) => {
      const match = DOWNLOAD.exec(stem);
      // A bare channel and time is written by several makers.
      if (!match || (!match[3] && !match[5])) return null;
      const start = wallFromDigits(match[4]!);
      if (!start) return null;
      const stream = match[3]?.toLowerCase();
      return {
        start: wallAt(start),
        end: match[5] ? wallAt(wallFromDigits(match[5])) : null,
        device: match[1]?.trim() || null,
        channel: Number(match[2]),
        stream: stream === 'main' ? 'main' : stream ? 'sub' : null,
        confidence: stream && match[5] ? 0.97 : 0.93,
      };
    },
  ),
);

/** FTP and SD folders count from `001`; the device's own disk has a bare `0` for the first channel. */
function channelFromFolder(folder: string): number {
  return folder.length === 1 ? Number(folder) + 1 : Math.max(1, Number(folder));
}
