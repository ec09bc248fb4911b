/**
 * Any date and time, for names that no vendor's grammar knows: last in the registry.
 *
 * It reads a date and a time in the file name, a time in the file name under a date in the folders, or seconds or
 * milliseconds since 1970. A run of digits that is longer than its time is not a time: serial numbers and block
 * numbers stay what they are.
 */
import { type WallTime, wallTime, wallToMs } from '../../timeline/wall-time.ts';
import { type NameCandidate, type NamedTime, utcAt, wallAt } from '../candidate.ts';
import { defineGrammar } from '../grammar.ts';
import { EARLIEST_YEAR, type NamePath } from '../name-path.ts';
import { endFromClock } from '../stamps.ts';

const YEAR_FIRST = String.raw`(?<y>(?:19|20)\d\d)(?<ds>[-_. ]?)(?<mo>\d\d)\k<ds>(?<d>\d\d)`;
const YEAR_LAST = String.raw`(?<a>\d{1,2})(?<ds>[-_. ])(?<b>\d{1,2})\k<ds>(?<y>(?:19|20)\d\d)`;
const BETWEEN = '(?:[ ,]*at[ ]+|[T_@., -]{0,3})';
const CLOCK_SPACED = String.raw`(?<h>\d{1,2})(?<ts>[-_.:h])(?<mi>\d\d)(?:[-_.:m](?<s>\d\d)s?)?(?:[.,_-](?<ms>\d{3})(?!\d))?`;
const CLOCK_COMPACT = String.raw`(?<h>\d\d)(?<mi>\d\d)(?<s>\d\d)?`;
const CLOCK = `(?:${CLOCK_SPACED}|${CLOCK_COMPACT})`;
const HALF_AND_ZONE = String.raw`(?:[ _]?(?<half>[ap]\.?m)\b\.?)?(?<zone>Z|[+-]\d\d[:_]?\d\d)?`;

const DATE_TIME = new RegExp(
  `(?<!\\d)(?:${YEAR_FIRST}|${YEAR_LAST})${BETWEEN}${CLOCK}${HALF_AND_ZONE}(?!\\d)`,
  'gi',
);
const DATE = new RegExp(`(?<!\\d)(?:${YEAR_FIRST}|${YEAR_LAST})(?!\\d)`, 'i');
const ONLY_CLOCK = new RegExp(`(?<!\\d)${CLOCK}${HALF_AND_ZONE}(?!\\d)`, 'i');
/** The end of a recording, when only its clock follows the start: `2026-11-20_10-00-00_10-10-00`. */
const END_CLOCK = /^[ _]?[-_ ~][ _]?((\d\d)([-_.:]?)[0-5]\d\3[0-5]\d)(?!\d)/;
const EPOCH = /(?<!\d)(\d{10})(\d{3})?(?!\d)/;
/** `…/2026/11/20`, `…/2026-11-20`, `…/20261120`, `…/20261120PM`, then perhaps a folder per hour. */
const FOLDER_DATE =
  /(?:^|\/)(\d{4})([-_./]?)(\d{2})\2(\d{2})(?:[ _-]?([AP])M)?(?:\/(\d{2})h?)?(?:\/[^/]*\D[^/]*)?$/i;

type Groups = Readonly<Record<string, string | undefined>>;
type Reading = Pick<NameCandidate, 'start' | 'dateOrder' | 'confidence'>;

export const generic = defineGrammar('date-time', (path) => {
  const matches = [...path.stem.matchAll(DATE_TIME)];
  for (const [i, match] of matches.entries()) {
    const readings = readDateTime(match.groups!, path.latestYear);
    if (readings.length === 0) continue;
    const following = matches[i + 1] && readDateTime(matches[i + 1]!.groups!, path.latestYear);
    const endClock = following ? null : END_CLOCK.exec(path.stem.slice(match.index + match[0].length));
    const camera = cameraAround(path.stem, [
      ...matches.slice(i).map(extentOf),
      ...(endClock ? [endExtent(match, endClock)] : []),
    ]);
    return readings.map((reading) => ({
      ...reading,
      end: endOf(reading, following, endClock?.[1]),
      ...camera,
    }));
  }
  return readUnderDateFolder(path) ?? readEpoch(path);
});

function endOf(
  reading: Reading,
  following: readonly Reading[] | undefined,
  clock: string | undefined,
): NamedTime | null {
  if (clock !== undefined && reading.start?.kind === 'wall')
    return wallAt(endFromClock(reading.start.wall, clock));
  return following?.find(({ dateOrder }) => dateOrder === reading.dateOrder)?.start ?? null;
}

/** All ways to read a date and a time: two where day and month could be swapped. */
function readDateTime(groups: Groups, latestYear: number): Reading[] {
  const year = Number(groups.y);
  if (year < EARLIEST_YEAR || year > latestYear) return [];
  const clock = readClock(groups);
  if (!clock) return [];
  const at = (month: string | undefined, day: string | undefined) =>
    zoned(
      wallTime(year, Number(month), Number(day), clock.hour, clock.minute, clock.second, clock.millisecond),
      groups.zone,
    );
  if (groups.mo) {
    const start = at(groups.mo, groups.d);
    return start ? [{ start, dateOrder: null, confidence: clockConfidence(groups) }] : [];
  }
  const dayFirst = at(groups.b, groups.a);
  const monthFirst = at(groups.a, groups.b);
  if (dayFirst && monthFirst && groups.a !== groups.b) {
    return [
      { start: dayFirst, dateOrder: 'dmy', confidence: 0.7 },
      { start: monthFirst, dateOrder: 'mdy', confidence: 0.7 },
    ];
  }
  if (dayFirst)
    return [{ start: dayFirst, dateOrder: groups.a === groups.b ? null : 'dmy', confidence: 0.75 }];
  return monthFirst ? [{ start: monthFirst, dateOrder: 'mdy', confidence: 0.75 }] : [];
}

/** Four digits behind a date may be a counter. */
function clockConfidence({ s, ts }: Groups): number {
  if (s !== undefined) return 0.8;
  return ts === undefined ? 0.5 : 0.65;
}

function readClock(groups: Groups) {
  let hour = Number(groups.h);
  const half = groups.half?.[0]?.toLowerCase();
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  const clock = {
    hour,
    minute: Number(groups.mi),
    second: Number(groups.s ?? 0),
    millisecond: Number(groups.ms ?? 0),
  };
  return hour > 24 || clock.minute > 59 || clock.second > 60 ? null : clock;
}

function zoned(wall: WallTime | null, zone: string | undefined): NamedTime | null {
  if (!wall || !zone) return wallAt(wall);
  if (zone.toUpperCase() === 'Z') return utcAt(wallToMs(wall));
  const digits = zone.slice(1).replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return utcAt(wallToMs(wall) - (zone.startsWith('-') ? -1 : 1) * minutes * 60_000);
}

/** `2026-11-20/10-00-00.mp4`, `20261120/10/00.mp4`, `2026/11/20/front 10.00.mp4`. */
function readUnderDateFolder(path: NamePath) {
  const date = FOLDER_DATE.exec(path.folders.join('/'));
  if (!date) return null;
  const year = Number(date[1]);
  if (year < EARLIEST_YEAR || year > path.latestYear) return null;
  const at = (hour: number, minute: number, second: number) =>
    wallAt(wallTime(year, Number(date[3]), Number(date[4]), hour, minute, second));

  const clockMatch = ONLY_CLOCK.exec(path.stem);
  const clock = clockMatch && isClock(clockMatch, path.stem) ? readClock(clockMatch.groups!) : null;
  if (clock) {
    const start = at(hourInHalfDay(clock.hour, date[5]), clock.minute, clock.second);
    // Digits without separators may be a counter after all; the duration and the neighbours will tell.
    const confidence = clockMatch!.groups!.ts === undefined ? 0.55 : 0.7;
    return start && { start, confidence, ...cameraAround(path.stem, [extentOf(clockMatch!)]) };
  }
  const minute = date[6] === undefined ? null : /^(\d{2})$/.exec(path.stem);
  const start = minute && at(Number(date[6]), Number(minute[1]), 0);
  return start && { start, confidence: 0.7 };
}

/** A folder for the afternoon makes a clock of twelve hours one of twenty-four. */
function hourInHalfDay(hour: number, half: string | undefined): number {
  if (half?.toUpperCase() === 'P' && hour < 12) return hour + 12;
  return half?.toUpperCase() === 'A' && hour === 12 ? 0 : hour;
}

/** Digits without separators are a clock when they have seconds, or when the name is nothing else. */
function isClock(match: RegExpExecArray, stem: string): boolean {
  const { ts, s } = match.groups!;
  return ts !== undefined || s !== undefined || match[0].length === stem.length;
}

function readEpoch(path: NamePath) {
  const match = EPOCH.exec(path.stem);
  if (!match) return null;
  const utcMs = Number(match[1]) * 1000 + Number(match[2] ?? 0);
  const year = new Date(utcMs).getUTCFullYear();
  if (year < EARLIEST_YEAR || year > path.latestYear) return null;
  return { start: utcAt(utcMs), confidence: 0.55, ...cameraAround(path.stem, [extentOf(match)]) };
}

/** Words that recorders and phones put before a time, which name no camera. */
const NOISE =
  /^(?:vid|video|mov|movie|clip|rec|record|recording|export|img|playback|download|file|part|tp)?[ _.-]*\d*$/i;
const CHANNEL = /^(?:ch|chn|channel)[ _.-]*(\d{1,3})$/i;

interface Extent {
  readonly from: number;
  readonly to: number;
}

function extentOf(match: RegExpExecArray): Extent {
  return { from: match.index, to: match.index + match[0].length };
}

function endExtent(start: RegExpExecArray, end: RegExpExecArray): Extent {
  const { to } = extentOf(start);
  return { from: to, to: to + end[0].length };
}

/** What stands before the times, else after them, when it can name a camera. */
function cameraAround(stem: string, times: readonly Extent[]): Pick<NameCandidate, 'camera' | 'channel'> {
  for (const text of [stem.slice(0, times[0]!.from), stem.slice(times.at(-1)!.to)]) {
    const name = text.replace(/^[ _.,@-]+|[ _.,@-]+$/g, '');
    const channel = CHANNEL.exec(name);
    if (channel) return { camera: null, channel: Number(channel[1]) };
    if (name !== '' && !NOISE.test(name)) return { camera: name, channel: null };
  }
  return { camera: null, channel: null };
}

/** True for a folder or file name that is a date and nothing else. */
export function isDateOnly(name: string): boolean {
  const match = DATE.exec(name);
  return match !== null && match[0].length === name.replace(/(?:AM|PM)$/i, '').length;
}
