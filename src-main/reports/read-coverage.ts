import { coverageOf, FILE_BORDER_TOLERANCE_MS } from '../core/timeline/coverage.ts';
import { gapsBetween, mergeSpans, subtractSpans, type TimeSpan, totalMs } from '../core/timeline/spans.ts';
import { ownedByOthers } from '../core/timeline/time-owners.ts';
import { type Analysed, readAnalysed } from '../store/read-observed.ts';
import type { ReadonlyStudyDb } from '../store/study-store.ts';
import type { GapReason } from './report-model.ts';

export interface AnalysedCoverage {
  readonly observed: readonly TimeSpan[];
  readonly observedMs: number;
  /** Of the observed time, what more than one recording observed. */
  readonly heldTwiceMs: number;
  readonly gaps: readonly (TimeSpan & { readonly reason: GapReason })[];
}

/**
 * What was *observed* per camera id: recorded, decoded and analysed. A recording that nobody analysed is
 * footage, not observation, and its time is a gap.
 */
export function readCoverage(db: ReadonlyStudyDb): Map<number, AnalysedCoverage> {
  return new Map(
    [...readAnalysed(db)].map(([cameraId, analysed]) => [cameraId, coverageWithReasons(analysed)]),
  );
}

/** Gaps reach from the first to the last *recorded* instant: footage that nobody analysed is missing at the ends too. */
function coverageWithReasons({ recorded, undecodable }: Analysed): AnalysedCoverage {
  const coverage = coverageOf(recorded);
  const unseen = subtractSpans(recorded, coverage.observed);
  const undecoded = subtractSpans(undecodable, coverage.observed);
  const reasons: readonly (readonly [GapReason, readonly TimeSpan[]])[] = [
    ['no recording', gapsBetween(mergeSpans(recorded, FILE_BORDER_TOLERANCE_MS))],
    ['not decodable', undecoded],
    ['not analysed', subtractSpans(unseen, undecoded)],
  ];
  const gaps = reasons
    .flatMap(([reason, spans]) => spans.map((span) => ({ ...span, reason })))
    .sort((a, b) => a.startUtcMs - b.startUtcMs);
  const { observed, observedMs } = coverage;
  const heldTwice = mergeSpans([...ownedByOthers(recorded).values()].flat());
  return { observed, observedMs, heldTwiceMs: totalMs(heldTwice), gaps };
}
