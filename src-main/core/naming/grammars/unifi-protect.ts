/**
 * UniFi Protect.
 *
 * - Clip from the interface: `Front Door - 2-9-2026, 11.21.12pm.mp4`, `Front Door 11-20-2026, 10.00.00 GMT+1 -
 *   11-20-2026, 10.10.00 GMT+1.mp4`: month first, with the zone's offset in newer versions.
 * - On the disk: `E063DA001122_0_rotating_1795168800000.mp4`, milliseconds since 1970; 0 is the main stream.
 */

import { wallTime, wallToMs } from '../../timeline/wall-time.ts';
import { type NamedTime, utcAt, wallAt } from '../candidate.ts';
import { defineGrammar, firstOf } from '../grammar.ts';

const MOMENT = String.raw`(\d{1,2})-(\d{1,2})-(\d{4}), (\d{1,2})\.(\d{2})\.(\d{2})\s?(am|pm)?(?: (?:GMT|UTC)([+-]\d{1,2})?(?:[.:]?(\d{2}))?| [A-Z]{3,5})?`;
const CLIP = new RegExp(`^(.+?)(?: -)? ${MOMENT}(?: - ${MOMENT})?$`, 'i');
const DISK = /^([0-9A-F]{12})_(\d)_\w+_(\d{13})$/i;
const HOUR_MS = 3_600_000;

export const unifiProtect = defineGrammar(
  'unifi-protect',
  firstOf(
    ({ stem }) => {
      const match = CLIP.exec(stem);
      const start = match && moment(match.slice(2, 11), stem);
      if (!start) return null;
      return {
        camera: match[1]!,
        start,
        end: match[11] ? moment(match.slice(11, 20), stem) : null,
        confidence: 0.95,
      };
    },
    ({ stem }) => {
      const match = DISK.exec(stem);
      if (!match) return null;
      return {
        device: match[1]!,
        start: utcAt(Number(match[3])),
        stream: match[2] === '0' ? 'main' : 'sub',
        confidence: 0.95,
      };
    },
  ),
);

function moment(fields: readonly (string | undefined)[], stem: string): NamedTime | null {
  const [month, day, year, hour, minute, second, half, offsetHours, offsetMinutes] = fields;
  const wall = wallTime(
    Number(year),
    Number(month),
    Number(day),
    hour24(Number(hour), half),
    Number(minute),
    Number(second),
  );
  if (!wall) return null;
  if (offsetHours === undefined) return /(?:GMT|UTC)/.test(stem) ? utcAt(wallToMs(wall)) : wallAt(wall);
  const sign = offsetHours.startsWith('-') ? -1 : 1;
  const offsetMs = sign * (Math.abs(Number(offsetHours)) + Number(offsetMinutes ?? 0) / 60) * HOUR_MS;
  return utcAt(wallToMs(wall) - offsetMs);
}

function hour24(hour: number, half: string | undefined): number {
  if (!half) return hour;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}
