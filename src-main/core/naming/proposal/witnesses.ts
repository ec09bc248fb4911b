/** What speaks for or against a start that a name gives. Each witness looks at one thing. */
import type { Evidence } from '#shared/contract/library.ts';
import { formatWall, type WallTime, wallToMs } from '../../timeline/wall-time.ts';
import { formatInZone, utcToWall } from '../../timeline/zone.ts';
import type { NameCandidate } from '../candidate.ts';
import { proposalConfig as config } from './config.ts';
import { durationText, durationVerdict } from './duration.ts';
import type { FileFacts } from './proposal.ts';

/** A start as a name gives it, with what is known of the file. */
export interface NamedStart {
  readonly facts: FileFacts;
  readonly candidate: NameCandidate;
  readonly utcMs: number;
  /** Why the reading has no one answer in the zone. */
  readonly doubt: string | null;
  /** Day and month could be swapped, and the folder does not tell. */
  readonly isOrderUnknown: boolean;
  readonly timeZone: string;
}

export interface Testimony {
  readonly text: string;
  /** Left out, the source of the start. */
  readonly source?: Evidence['source'];
  /** Agreement: which part of the remaining doubt it removes. A contradiction: what it caps the confidence to. */
  readonly effect:
    | { readonly says: 'start' | 'end'; readonly removesDoubt: number }
    | { readonly says: 'conflict'; readonly cap: number };
}

export type Witness = (named: NamedStart) => Testimony | null;

const HALF_DAY_MS = 12 * 3_600_000;
/** Writers that read the clock twice may be this far apart. */
const SAME_READING_MS = 2_000;

const clockChange: Witness = ({ doubt }) =>
  doubt === null ? null : contradiction(doubt, config.ambiguousTime);

const dayAndMonth: Witness = ({ isOrderUnknown }) =>
  isOrderUnknown
    ? contradiction(
        'Day and month of this date could be swapped, and no other file of the folder tells which is right.',
        config.ambiguousTime,
      )
    : null;

const recorderZone: Witness = ({ candidate: { wallStart }, utcMs, timeZone }) => {
  if (!wallStart || isSameReading(wallStart, utcToWall(utcMs, timeZone))) return null;
  const there = formatWall(wallStart);
  const here = formatInZone(utcMs, timeZone);
  return contradiction(
    `The recorder's clock showed ${there}, but in ${timeZone} it was ${here}: the recorder ran in another time zone.`,
    config.contradicted,
  );
};

const namedEnd: Witness = ({ facts, candidate, timeZone }) => {
  const found = durationText(facts.durationMs);
  switch (durationVerdict(facts, candidate, timeZone)) {
    case 'fits':
      return {
        text: `The end in the name fits the duration of ${found}.`,
        effect: { says: 'end', removesDoubt: config.agreeing.duration },
      };
    case 'cut-off':
      return {
        text: `The name promises more than the ${found} found, because the file is cut off.`,
        effect: { says: 'end', removesDoubt: 0 },
      };
    case 'contradicts':
      return contradiction(`The end in the name does not fit the duration of ${found}.`, config.contradicted);
    case 'silent':
      return null;
  }
};

/** `creation_time` may be the start or the end; another time is most often that of the export, and says nothing. */
const creationTime: Witness = ({ facts: { creationUtcMs, durationMs }, utcMs }) => {
  if (creationUtcMs === null) return null;
  const gapMs = Math.min(Math.abs(creationUtcMs - utcMs), Math.abs(creationUtcMs - (utcMs + durationMs)));
  if (gapMs > config.creationToleranceMs) return null;
  return {
    text: "The container's creation time agrees.",
    source: 'container',
    effect: { says: 'start', removesDoubt: config.agreeing.creation },
  };
};

/** Another time is most often that of a copy, and says nothing; except half a day, the mark of a twelve-hour clock. */
const modifiedTime: Witness = ({ facts, candidate: { start }, utcMs }) => {
  const lateMs = facts.modifiedUtcMs - (utcMs + facts.durationMs);
  if (Math.abs(lateMs) <= config.modifiedToleranceMs) {
    return {
      text: 'The file was last written when the recording ended.',
      source: 'modified-time',
      effect: { says: 'end', removesDoubt: config.agreeing.modified },
    };
  }
  const isMorning = start?.kind === 'wall' && start.wall.hour <= 12;
  if (!isMorning || Math.abs(lateMs - HALF_DAY_MS) > config.modifiedToleranceMs) return null;
  return {
    ...contradiction(
      'The file was last written twelve hours after the end that its name gives: the clock may count to twelve only.',
      config.ambiguousTime,
    ),
    source: 'modified-time',
  };
};

/** In the order in which the operator reads them. */
export const witnesses: readonly Witness[] = [
  clockChange,
  dayAndMonth,
  recorderZone,
  namedEnd,
  creationTime,
  modifiedTime,
];

function contradiction(text: string, cap: number): Testimony {
  return { text, effect: { says: 'conflict', cap } };
}

function isSameReading(a: WallTime, b: WallTime): boolean {
  return Math.abs(wallToMs(a) - wallToMs(b)) <= SAME_READING_MS;
}
