import type { Evidence } from '#shared/contract/library.ts';
import { formatInZone } from '../../timeline/zone.ts';
import type { NameCandidate } from '../candidate.ts';
import { proposalConfig as config } from './config.ts';
import type { DateOrder } from './date-order.ts';
import { durationVerdict } from './duration.ts';
import { describeTime, resolveInstant } from './instant.ts';
import { agree, type FileFacts } from './proposal.ts';
import { type NamedStart, witnesses } from './witnesses.ts';

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
  const candidate = chooseCandidate(facts, candidates, timeZone, dateOrder);
  if (!candidate?.start) return weighFileTimes(facts, timeZone);
  const instant = resolveInstant(candidate.start, timeZone);
  const isOrderUnknown = couldBeSwapped(candidate, candidates, dateOrder);
  return weighNamedStart({ facts, candidate, ...instant, isOrderUnknown, timeZone });
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

function couldBeSwapped(
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

/** Each agreeing witness raises the confidence; what contradicts caps it (`confidenceOf`). */
function weighNamedStart(named: NamedStart): ProposedStart {
  const { candidate, utcMs } = named;
  const { grammar, source: ownSource } = candidate;
  let { confidence } = candidate;
  const text = `The name says ${describeTime(candidate.start!)}.`;
  const evidence: Evidence[] = [{ source: ownSource, grammar, says: 'start', text, confidence }];
  for (const witness of witnesses) {
    const testimony = witness(named);
    if (!testimony) continue;
    const { effect, source = ownSource } = testimony;
    if (effect.says !== 'conflict') confidence = agree(confidence, effect.removesDoubt);
    evidence.push({
      source,
      grammar: source === ownSource ? grammar : null,
      says: effect.says,
      text: testimony.text,
      confidence: effect.says === 'conflict' ? effect.cap : confidence,
    });
  }
  return { startUtcMs: Math.round(utcMs), evidence };
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
