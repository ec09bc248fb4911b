import { findCandidates } from '../candidates/candidates.ts';
import type { Edges } from '../candidates/edges.ts';
import type { LinkingConfig } from '../config.ts';
import type { ToldPairs } from '../tracklets/known-people.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import type { TransitWindow } from '../transit/transit-window.ts';
import type { LinkProgress } from '../types.ts';
import { collectEvidence, type EdgeEvidence, type EdgeTerms, type Models } from './score-edges.ts';

/** Rows of a study with who may follow whom. */
export interface FoundRows {
  readonly table: TrackletTable;
  readonly told: ToldPairs;
  readonly models: Models;
  readonly edges: Edges;
}

export interface CollectedRows extends FoundRows {
  readonly evidence: EdgeEvidence;
}

export interface ScoredRows extends CollectedRows {
  readonly terms: EdgeTerms;
}

/** Yields the share done, and returns the rows with their candidates. */
export function* foundRows(
  table: TrackletTable,
  transit: readonly TransitWindow[],
  told: ToldPairs,
  models: Models,
  config: LinkingConfig,
): Generator<number, FoundRows> {
  const score = (from: number, to: number, cosine: number): number =>
    models.appearance.llr(from, to, cosine) + models.transit.llr(from, to);
  const edges = yield* findCandidates(table, transit, score, config);
  return { table, told, models, edges };
}

/** Yields the share done, and returns the rows with what of their candidates does not change. */
export function* collectedRows(found: FoundRows, config: LinkingConfig): Generator<number, CollectedRows> {
  return { ...found, evidence: yield* collectEvidence(found.table, found.edges, found.models, config) };
}

/** Passes the share that `work` has done on as progress between two values. */
export function* reporting<T>(
  work: Generator<number, T>,
  phase: LinkProgress['phase'],
  [from, to]: readonly [from: number, to: number],
): Generator<LinkProgress, T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield { progress: from + (to - from) * step.value, phase };
  }
}

/** Passes progress on as a part of more work. */
export function* within<T>(
  work: Generator<LinkProgress, T>,
  [from, to]: readonly [from: number, to: number],
): Generator<LinkProgress, T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield { ...step.value, progress: from + (to - from) * step.value.progress };
  }
}
