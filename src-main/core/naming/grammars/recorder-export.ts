/**
 * Forms that recorders of several makers share.
 *
 * - Channel, then start and perhaps end: `ch01_20261120100000.mp4`, `CH09_20260326_173728_184505.avi`,
 *   `D3_20261120100000_20261120101000.mp4`, `cam01-2026-11-20-10-00-00.mp4`.
 * - A name between the two: `Shop_Entrance_20261120100000_20261120101000.mp4`.
 */
import { wallAt } from '../candidate.ts';
import { defineGrammar, firstOf } from '../grammar.ts';
import { endFromClock, wallFromDigits } from '../stamps.ts';

const DATE_TIME = String.raw`(\d{4}[-._]?\d{2}[-._]?\d{2}[ T_-]{0,2}\d{2}[-._]?\d{2}[-._]?\d{2})`;
const CHANNEL = new RegExp(
  String.raw`^(ch|chn|channel|cam|camera|d|a|ip)[ _-]?(\d{1,3})[ _-]{1,2}${DATE_TIME}(?:[ _-]{1,3}(?:${DATE_TIME}|(\d{6})))?(?:[ _-]\D\w*|\s*\(\d+\))?$`,
  'i',
);
const NAMED_RANGE =
  /^(.+?)(?:[ _-](main|sub)(?:stream)?)?[ _-](\d{14})[_-](\d{14})(?:_\d+)?(?:\s*\(\d+\))?$/i;
const NAMES_A_CAMERA = /^cam/i;

export const recorderExport = defineGrammar(
  'recorder-export',
  firstOf(
    ({ stem }) => {
      const match = CHANNEL.exec(stem);
      const start = match && wallFromDigits(match[3]!);
      if (!start) return null;
      const end = match[4] ? wallFromDigits(match[4]) : match[5] ? endFromClock(start, match[5]) : null;
      return {
        start: wallAt(start),
        end: wallAt(end),
        camera: NAMES_A_CAMERA.test(match[1]!)
          ? stem.slice(0, stem.indexOf(match[2]!) + match[2]!.length)
          : null,
        channel: Number(match[2]),
        confidence: end ? 0.93 : 0.88,
      };
    },
    ({ stem }) => {
      const match = NAMED_RANGE.exec(stem);
      const start = match && wallFromDigits(match[3]!);
      const end = match && wallFromDigits(match[4]!);
      if (!start || !end) return null;
      const stream = match[2] ? (match[2].toLowerCase() as 'main' | 'sub') : null;
      return { start: wallAt(start), end: wallAt(end), camera: match[1]!, stream, confidence: 0.9 };
    },
  ),
);
