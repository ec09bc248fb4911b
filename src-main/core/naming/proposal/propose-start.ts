import type { Evidence } from '#shared/contract/library.ts';
import { formatWall, type WallTime, wallToMs } from '../../timeline/wall-time.ts';
import { formatInZone, utcToWall, wallToUtc } from '../../timeline/zone.ts';
import type { NameCandidate, NamedTime } from '../candidate.ts';
import { proposalConfig as config } from './config.ts';
import type { DateOrder } from './date-order.ts';
import { agree, type FileFacts } from './proposal.ts';

export interface ProposedStart {
  readonly startUtcMs: number;
  readonly evidence: readonly Evidence[];
}

/**
 * Weighs all that speaks for a start: the name, its end against the duration, `creation_time`, the modified time.
 * Where the name says nothing, the weak witnesses stand alone.
 */
export function proposeStart(
  facts: FileFacts,
  candidates: readonly NameCandidate[],
  timeZone: string,
  dateOrder: DateOrder | null,
): ProposedStart {
  const named = chooseCandidate(facts, candidates, timeZone, dateOrder);
  return named
    ? weighNamedStart(facts, named, timeZone, isOrderUnknown(named, candidates, dateOrder))
    : weighFileTimes(facts, timeZone);
}

/** The surest candidate with a start; one whose end fits the duration goes before one whose end does not. */
function chooseCandidate(
  facts: FileFacts,
  candidates: readonly NameCandidate[],
  timeZone: string,
  dateOrder: DateOrder | null,
): NameCandidate | null {
  const withStart = candidates.filter(
    ({ start, dateOrder: own }) =>
      start !== null && (own === null || dateOrder === null || own === dateOrder),
  );
  const fitting = withStart.find((candidate) => durationVerdict(facts, candidate, timeZone) === 'fits');
  return fitting ?? withStart[0] ?? candidates.find(({ start }) => start !== null) ?? null;
}

function isOrderUnknown(
  chosen: NameCandidate,
  candidates: readonly NameCandidate[],
  dateOrder: DateOrder | null,
): boolean {
  return (
    chosen.dateOrder !== null &&
    dateOrder === null &&
    candidates.some((other) => other.dateOrder !== null && other.dateOrder !== chosen.dateOrder)
  );
}

function weighNamedStart(
  facts: FileFacts,
  candidate: NameCandidate,
  timeZone: string,
  orderUnknown: boolean,
): ProposedStart {
  const { grammar } = candidate;
  const evidence: Evidence[] = [];
  const say = (
    says: Evidence['says'],
    text: string,
    confidence: number,
    source: Evidence['source'] = candidate.source,
  ) =>
    evidence.push({ source, grammar: source === candidate.source ? grammar : null, says, text, confidence });

  let confidence = candidate.confidence;
  const { utcMs, doubt } = resolveInstant(candidate.start!, timeZone);
  say('start', `The name says ${describe(candidate.start!)}.`, candidate.confidence);
  if (doubt) {
    say('conflict', doubt, config.ambiguousTime);
  }
  if (orderUnknown) {
    say(
      'conflict',
      'Day and month of this date could be swapped, and no other file of the folder tells which is right.',
      config.ambiguousTime,
    );
  }
  if (candidate.wallStart && !isSameReading(candidate.wallStart, utcToWall(utcMs, timeZone))) {
    const shown = formatInZone(utcMs, timeZone);
    say(
      'conflict',
      `The recorder's clock showed ${formatWall(candidate.wallStart)}, but in ${timeZone} it was ${shown}: the recorder ran in another time zone.`,
      config.contradicted,
    );
  }

  switch (durationVerdict(facts, candidate, timeZone)) {
    case 'fits':
      confidence = agree(confidence, config.agreeing.duration);
      say('end', `The end in the name fits the duration of ${seconds(facts.durationMs)}.`, confidence);
      break;
    case 'cut-off':
      say(
        'end',
        `The name promises more than the ${seconds(facts.durationMs)} found, because the file is cut off.`,
        confidence,
      );
      break;
    case 'contradicts':
      say(
        'conflict',
        `The end in the name does not fit the duration of ${seconds(facts.durationMs)}.`,
        config.contradicted,
      );
      break;
    case 'silent':
      break;
  }

  const creationGapMs = creationGap(facts, utcMs);
  if (creationGapMs !== null && creationGapMs <= config.creationToleranceMs) {
    confidence = agree(confidence, config.agreeing.creation);
    say('start', "The container's creation time agrees.", confidence, 'container');
  }
  if (Math.abs(facts.modifiedUtcMs - (utcMs + facts.durationMs)) <= config.modifiedToleranceMs) {
    confidence = agree(confidence, config.agreeing.modified);
    say('end', 'The file was last written when the recording ended.', confidence, 'modified-time');
  }
  return { startUtcMs: Math.round(utcMs), evidence };
}

/** Writers that read the clock twice may be a second or two apart. */
function isSameReading(a: WallTime, b: WallTime): boolean {
  return Math.abs(wallToMs(a) - wallToMs(b)) <= 2_000;
}

/** `creation_time` may be the start or the end; null without one. */
function creationGap({ creationUtcMs, durationMs }: FileFacts, startUtcMs: number): number | null {
  if (creationUtcMs === null) return null;
  return Math.min(Math.abs(creationUtcMs - startUtcMs), Math.abs(creationUtcMs - (startUtcMs + durationMs)));
}

function weighFileTimes(facts: FileFacts, timeZone: string): ProposedStart {
  if (facts.creationUtcMs !== null) {
    const startUtcMs = Math.round(facts.creationUtcMs);
    const text = `The container was created at ${formatInZone(startUtcMs, timeZone)}; that may be the time of the export.`;
    const confidence = config.creationOnly;
    return {
      startUtcMs,
      evidence: [{ source: 'container', grammar: null, says: 'start', text, confidence }],
    };
  }
  const startUtcMs = Math.round(facts.modifiedUtcMs - facts.durationMs);
  const text = `The file was last written at ${formatInZone(facts.modifiedUtcMs, timeZone)}; less its duration, that may be the start. Copying changes it.`;
  const confidence = config.modifiedOnly;
  return {
    startUtcMs,
    evidence: [{ source: 'modified-time', grammar: null, says: 'start', text, confidence }],
  };
}

function durationVerdict(
  facts: FileFacts,
  { start, end }: NameCandidate,
  timeZone: string,
): 'fits' | 'cut-off' | 'contradicts' | 'silent' {
  if (!start || !end) return 'silent';
  const namedMs = resolveInstant(end, timeZone).utcMs - resolveInstant(start, timeZone).utcMs;
  const tolerance = config.durationToleranceMs + config.durationToleranceShare * namedMs;
  if (Math.abs(namedMs - facts.durationMs) <= tolerance) return 'fits';
  return facts.isTruncated && facts.durationMs < namedMs ? 'cut-off' : 'contradicts';
}

/** A repeated reading is resolved to the earlier instant and a skipped one read on; both only as a question. */
function resolveInstant(time: NamedTime, timeZone: string): { utcMs: number; doubt: string | null } {
  if (time.kind === 'utc') return { utcMs: time.utcMs, doubt: null };
  const instant = wallToUtc(time.wall, timeZone);
  switch (instant.kind) {
    case 'unique':
      return { utcMs: instant.utcMs, doubt: null };
    case 'ambiguous':
      return {
        utcMs: instant.earlierUtcMs,
        doubt: `Clocks in ${timeZone} were set back and showed ${formatWall(time.wall)} twice; the first time is proposed.`,
      };
    case 'skipped':
      return {
        utcMs: instant.utcMs,
        doubt: `Clocks in ${timeZone} were set forward and never showed ${formatWall(time.wall)}: the recorder does not follow them.`,
      };
  }
}

function describe(time: NamedTime): string {
  return time.kind === 'wall' ? formatWall(time.wall) : `${formatWall(utcReading(time.utcMs))} UTC`;
}

function utcReading(utcMs: number): WallTime {
  return utcToWall(utcMs, 'UTC');
}

function seconds(durationMs: number): string {
  const total = Math.round(durationMs / 1000);
  return total < 120 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}
