/**
 * Reolink.
 *
 * - SD card, NVR and Home Hub: `Mp4Record/2026-11-20/RecM01_20261120_100000_101000_6D28808_1A468F9.mp4`; M is the
 *   main stream, S the sub stream, the two digits the version of the format (not a channel), `DST` before the
 *   date says that the clock was on summer time.
 * - FTP: `2026/11/20/Front Door_00_20261120100000.mp4`, channels from 00.
 * - Client download: `RLC-810A-01-20261120100000.mp4`, channels from 01.
 */
import { wallAt } from '../candidate.ts';
import { defineGrammar, firstOf } from '../grammar.ts';
import { endFromClock, wallFromDigits } from '../stamps.ts';

const RECORD = /(?:^|_)Rec([MSEC])[0-9A-F]{2}_(?:DST)?(\d{8})_(\d{6})_(\d{6})(?:_[0-9A-F]+)+$/i;
const FTP = /^(.+)_(\d{2})_(\d{14})$/;
const CLIENT = /^(.+)-(\d{2})-(\d{14})$/;

export const reolink = defineGrammar(
  'reolink',
  firstOf(
    ({ stem, folders }) => {
      const match = RECORD.exec(stem);
      const start = match && wallFromDigits(match[2]! + match[3]!);
      if (!start) return null;
      const recordFolder = folders.findLastIndex((folder) => /^mp4record$/i.test(folder));
      return {
        start: wallAt(start),
        end: wallAt(endFromClock(start, match[4]!)),
        stream: match[1]!.toUpperCase() === 'S' ? 'sub' : 'main',
        device: recordFolder > 0 ? folders[recordFolder - 1]! : null,
        confidence: 0.97,
      };
    },
    ({ stem, folders }) => {
      const match = FTP.exec(stem);
      const start = match && wallFromDigits(match[3]!);
      if (!start) return null;
      const isInDayFolder = /\d{4}\/\d{2}\/\d{2}$/.test(folders.join('/'));
      return {
        start: wallAt(start),
        device: match[1]!,
        channel: Number(match[2]) + 1,
        confidence: isInDayFolder ? 0.96 : 0.9,
      };
    },
    ({ stem }) => {
      const match = CLIENT.exec(stem);
      const start = match && wallFromDigits(match[3]!);
      return (
        start && { start: wallAt(start), device: match[1]!, channel: Number(match[2]), confidence: 0.92 }
      );
    },
  ),
);
