import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type WallTime, wallFromMs, wallToMs } from '../timeline/wall-time.ts';
import type { NameCandidate, NamedTime } from './candidate.ts';
import { EARLIEST_YEAR } from './name-path.ts';
import { proposeFromPath } from './registry.ts';

const LATEST_YEAR = 2027;
const SECOND_MS = 1000;

/** From when seconds since 1970 have ten digits. */
const anySecond = fc
  .integer({ min: Date.UTC(2002, 0, 1) / SECOND_MS, max: Date.UTC(2027, 11, 31, 23, 59, 59) / SECOND_MS })
  .map((seconds) => wallFromMs(seconds * SECOND_MS));
const anyChannel = fc.integer({ min: 1, max: 64 });

const pad = (value: number, width = 2) => String(value).padStart(width, '0');
const day = (t: WallTime, separator = '') => [pad(t.year, 4), pad(t.month), pad(t.day)].join(separator);
const clock = (t: WallTime, separator = '') => [pad(t.hour), pad(t.minute), pad(t.second)].join(separator);
const stamp = (t: WallTime) => day(t) + clock(t);
const epoch = (t: WallTime) => wallToMs(t) / SECOND_MS;

type Render = (start: WallTime, end: WallTime, channel: number) => string;

/** How each recorder writes a recording; the end may be of the next day. */
const writers: Record<string, { grammar: string; hasEnd: boolean; hasChannel: boolean; render: Render }> = {
  'Dahua folders': {
    grammar: 'dahua',
    hasEnd: true,
    hasChannel: true,
    render: (s, e, ch) =>
      `shop/${day(s, '-')}/${pad(ch, 3)}/dav/${pad(s.hour)}/${clock(s, '.')}-${clock(e, '.')}[M][0@0][0].mp4`,
  },
  'Dahua download': {
    grammar: 'dahua',
    hasEnd: true,
    hasChannel: true,
    render: (s, e, ch) => `NVR_ch${ch}_main_${stamp(s)}_${stamp(e)}.dav`,
  },
  'Hikvision export': {
    grammar: 'hikvision',
    hasEnd: true,
    hasChannel: true,
    render: (s, e, ch) => `Camera ${pad(ch)}_NVR_${stamp(s)}_${stamp(e)}_77.mp4`,
  },
  'Reolink record': {
    grammar: 'reolink',
    hasEnd: true,
    hasChannel: false,
    render: (s, e) => `Mp4Record/${day(s, '-')}/RecM01_${day(s)}_${clock(s)}_${clock(e)}_AB12CD_1E240.mp4`,
  },
  'Reolink client': {
    grammar: 'reolink',
    hasEnd: false,
    hasChannel: true,
    render: (s, _, ch) => `RLC-810A-${pad(ch)}-${stamp(s)}.mp4`,
  },
  Synology: {
    grammar: 'synology',
    hasEnd: false,
    hasChannel: false,
    render: (s) => `Door/${day(s)}${s.hour < 12 ? 'AM' : 'PM'}/Door-${day(s)}-${clock(s)}-${epoch(s)}.mp4`,
  },
  Uniview: {
    grammar: 'uniview',
    hasEnd: true,
    hasChannel: true,
    render: (s, e, ch) => `D${ch}_S${stamp(s)}_E${stamp(e)}.mp4`,
  },
  Frigate: {
    grammar: 'frigate',
    hasEnd: false,
    hasChannel: false,
    render: (s) => `recordings/${day(s, '-')}/${pad(s.hour)}/front/${pad(s.minute)}.${pad(s.second)}.mp4`,
  },
  'UniFi Protect': {
    grammar: 'unifi-protect',
    hasEnd: false,
    hasChannel: false,
    render: (s) =>
      `Door - ${s.month}-${s.day}-${s.year}, ${s.hour % 12 || 12}.${pad(s.minute)}.${pad(s.second)}${s.hour < 12 ? 'am' : 'pm'}.mp4`,
  },
  'channel and time': {
    grammar: 'recorder-export',
    hasEnd: false,
    hasChannel: true,
    render: (s, _, ch) => `ch${pad(ch)}_${stamp(s)}.mp4`,
  },
  'date and time': {
    grammar: 'date-time',
    hasEnd: false,
    hasChannel: false,
    render: (s) => `lobby ${day(s, '-')} ${clock(s, '.')}.mp4`,
  },
};

const asMs = (time: NamedTime) => (time.kind === 'wall' ? wallToMs(time.wall) : time.utcMs);

describe('any time that a recorder writes is read back', () => {
  test.each(Object.entries(writers))('%s', (_, { grammar, hasEnd, hasChannel, render }) => {
    fc.assert(
      fc.property(anySecond, fc.integer({ min: 1, max: 86_399 }), anyChannel, (start, seconds, channel) => {
        const end = wallFromMs(wallToMs(start) + seconds * SECOND_MS);
        fc.pre(end.year <= LATEST_YEAR);
        const [best] = proposeFromPath(render(start, end, channel), LATEST_YEAR);
        expect(best?.grammar).toBe(grammar);
        expect(asMs(best!.start!)).toBe(wallToMs(start));
        if (hasEnd) expect(asMs(best!.end!)).toBe(wallToMs(end));
        if (hasChannel) expect(best!.channel).toBe(channel);
      }),
    );
  });
});

test('no path makes a grammar throw, and every time it gives is plausible', () => {
  const anyPath = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[A-Za-z0-9 _.,:@()[\]/\\-]{0,80}$/),
    fc
      .array(fc.constantFrom('2026', '11', '20', '-', '_', '.', '/', 'ch', 'Rec', 'M', '10', 'T', ' '), {
        maxLength: 30,
      })
      .map((parts) => parts.join('')),
  );
  const isPlausible = ({ start, confidence }: NameCandidate) => {
    // A zone written in a name moves an instant into the neighbouring year at most.
    const year = start ? wallFromMs(asMs(start)).year : LATEST_YEAR;
    return confidence > 0 && confidence < 1 && year >= EARLIEST_YEAR - 1 && year <= LATEST_YEAR + 1;
  };
  fc.assert(
    fc.property(anyPath, (path) => proposeFromPath(path, LATEST_YEAR).every(isPlausible)),
    { numRuns: 500 },
  );
});

test('no name makes a grammar backtrack without end', () => {
  // Processor time, because other work on the machine must not fail this; backtracking would take minutes.
  const before = process.cpuUsage();
  for (const unit of ['1', '1-', '20', 'a_', 'a ', '2026-11-', '10.', 'ch01_', '2026-11-20 10.00.00 ']) {
    proposeFromPath(`${unit.repeat(250 / unit.length)}.mp4`, LATEST_YEAR);
  }
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
});
