/**
 * Frigate.
 *
 * - Recordings: `recordings/2026-11-20/10/front_door/00.00.mp4`, minute and second, in UTC since 0.12;
 *   before: `recordings/2026-11/20/10/front_door/00.00.mp4`, on the machine's clock.
 * - Clips: `front_door-1795168800.123456-abc123.mp4`.
 * - Exports: `front_door_20261120_100000-20261120_101000_abc123.mp4`, on the machine's clock.
 */

import { wallToMs } from '../../timeline/wall-time.ts';
import { utcAt, wallAt } from '../candidate.ts';
import { defineGrammar, firstOf } from '../grammar.ts';
import { wallFromDigits } from '../stamps.ts';

const RECORDING = /(?:^|\/)(\d{4}-\d{2}-\d{2})\/(\d{2})\/([^/]+)\/(\d{2}\.\d{2})$/;
const OLD_RECORDING = /(?:^|\/)(\d{4}-\d{2})\/(\d{2})\/(\d{2})\/([^/]+)\/(\d{2}\.\d{2})$/;
const CLIP = /^(.+)-(\d{10})\.(\d{1,6})-[a-z0-9]{6}(?:-clean)?$/;
const EXPORT = /^(.+)_(\d{8}_\d{6})-(\d{8}_\d{6})(?:_[a-z0-9]+)?$/;

export const frigate = defineGrammar(
  'frigate',
  firstOf(
    ({ whole }) => {
      const match = RECORDING.exec(whole);
      const start = match && wallFromDigits(match[1]! + match[2]! + match[4]!);
      return start && { camera: match[3]!, start: utcAt(wallToMs(start)), confidence: 0.95 };
    },
    ({ whole }) => {
      const match = OLD_RECORDING.exec(whole);
      const start = match && wallFromDigits(match[1]! + match[2]! + match[3]! + match[5]!);
      return start && { camera: match[4]!, start: wallAt(start), confidence: 0.93 };
    },
    ({ stem }) => {
      const match = CLIP.exec(stem);
      if (!match) return null;
      const utcMs = Math.round(Number(`${match[2]}.${match[3]}`) * 1000);
      return { camera: match[1]!, start: utcAt(utcMs), confidence: 0.93 };
    },
    ({ stem }) => {
      const match = EXPORT.exec(stem);
      const start = match && wallFromDigits(match[2]!);
      return (
        start && {
          camera: match[1]!,
          start: wallAt(start),
          end: wallAt(wallFromDigits(match[3]!)),
          confidence: 0.92,
        }
      );
    },
  ),
);
