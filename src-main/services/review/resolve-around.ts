import { inArray, sql } from 'drizzle-orm';
import { EdgesBuilder } from '../../core/linking/candidates/edges.ts';
import { inCommonTime } from '../../core/linking/clocks/clock-offsets.ts';
import { type LinkingConfig, linkingConfig } from '../../core/linking/config.ts';
import {
  gradeOf,
  type SolvedLink,
  type SolvedLinks,
  solveLinks,
} from '../../core/linking/journeys/solve-links.ts';
import { knownPairs } from '../../core/linking/tracklets/known-people.ts';
import {
  buildTrackletTable,
  rowsById,
  type TrackletTable,
} from '../../core/linking/tracklets/tracklet-table.ts';
import { windowsWith } from '../../core/linking/transit/transit-window.ts';
import { readLinkReport } from '../../store/link-report.ts';
import { type AppliedDecision, readDecisions } from '../../store/read-decisions.ts';
import { link, linkCandidate } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { insertInBatches } from '../analysis/insert-in-batches.ts';
import {
  type Neighbourhood,
  readNeighbourhood,
  type StoredCandidate,
  type StoredLink,
} from './neighbourhood.ts';
import { rebuildJourneys } from './rebuild-journeys.ts';

/**
 * How many tracklets are solved again at most. More reaches farther and takes longer: 4 000 take a fifth of a second.
 * What lies beyond keeps its links until the study is linked anew.
 */
const MAX_TRACKLETS = 4_000;
/** Posteriors that change by less are not written. */
const MIN_CHANGE = 1e-4;

/**
 * Links again around some tracklets, after a decision about them was made or taken back. It works with the scores that
 * the last link job left, so it takes a moment; the next link job learns from the decisions as well.
 * @returns the journeys that are not as they were.
 */
export function resolveAround(
  tx: StudyTransaction,
  trackletIds: readonly number[],
  config: LinkingConfig = linkingConfig,
): number[] {
  const { appliedList } = readDecisions(tx);
  const near = readNeighbourhood(tx, withTheirDecisions(trackletIds, appliedList), MAX_TRACKLETS);
  // In the time that linking used, or links would seem to lead back in time.
  const { clocks = [], sharedViews = [] } = readLinkReport(tx) ?? {};
  const table = buildTrackletTable(inCommonTime(near.tracklets, clocks), near.cameras);
  const rowOfId = rowsById(table);
  const { edges, rows } = edgesOf(rowOfId, near.candidates);
  const llr = Float64Array.from(rows, (row) => row.appearanceLlr + row.transitLlr + row.colourLlr);
  const decided = decidedAmong(rowOfId, appliedList);
  const kept = near.links.filter((row) => isFixed(row, near.inner));
  const forced = kept.map((row) => ({ fromId: row.fromTrackletId, toId: row.toTrackletId }));
  const solved = solveLinks(
    table,
    windowsWith(table.cameras, sharedViews, config),
    { edges, llr },
    knownPairs(table, forced, decided),
    config,
  );
  storePosteriors(tx, rows, solved);
  const changed = storeLinks(tx, table, near, rows, solved, config);
  return rebuildJourneys(tx, changed);
}

/** All that one decision hangs together with: whoever is known to be one visitor is solved as one. */
function withTheirDecisions(ids: readonly number[], decisions: readonly AppliedDecision[]): number[] {
  const all = new Set(ids);
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const { verdict, firstId, secondId } of decisions) {
      if (verdict === 'same' && (all.has(firstId) || all.has(secondId))) all.add(firstId).add(secondId);
    }
  }
  return [...all];
}

/** Cut by a chunk border, or leading out of what is solved. Links that people made are made again from their decisions. */
function isFixed(row: StoredLink, inner: ReadonlySet<number>): boolean {
  const isInside = inner.has(row.fromTrackletId) && inner.has(row.toTrackletId);
  return !isInside || (row.posterior === 1 && !row.isByHuman);
}

function decidedAmong(rowOfId: ReadonlyMap<number, number>, decisions: readonly AppliedDecision[]) {
  const among = decisions.filter(({ firstId, secondId }) => rowOfId.has(firstId) && rowOfId.has(secondId));
  return {
    same: among.filter(({ verdict }) => verdict === 'same'),
    different: among.filter(({ verdict }) => verdict === 'different'),
  };
}

function edgesOf(rowOfId: ReadonlyMap<number, number>, candidates: readonly StoredCandidate[]) {
  const ofRow = Map.groupBy(candidates, (row) => rowOfId.get(row.fromTrackletId)!);
  const builder = new EdgesBuilder(rowOfId.size);
  const rows: StoredCandidate[] = [];
  for (let row = 0; row < rowOfId.size; row++) {
    const successors = (ofRow.get(row) ?? [])
      .map((candidate) => ({ candidate, to: rowOfId.get(candidate.toTrackletId)! }))
      .sort((a, b) => a.to - b.to);
    builder.addRow(successors.map(({ to }) => to));
    rows.push(...successors.map(({ candidate }) => candidate));
  }
  return { edges: builder.build(), rows };
}

function storePosteriors(
  tx: StudyTransaction,
  rows: readonly StoredCandidate[],
  { posterior }: SolvedLinks,
): void {
  const update = rows.flatMap((row, edge) =>
    Math.abs(row.posterior - posterior[edge]!) < MIN_CHANGE ? [] : [{ ...row, posterior: posterior[edge]! }],
  );
  insertInBatches(update, (batch) =>
    tx
      .insert(linkCandidate)
      .values(batch)
      .onConflictDoUpdate({
        target: [linkCandidate.fromTrackletId, linkCandidate.rank],
        set: { posterior: sql`excluded.posterior` },
      })
      .run(),
  );
}

/** @returns the tracklets at either end of links that came, went or lead elsewhere. */
function storeLinks(
  tx: StudyTransaction,
  table: TrackletTable,
  { inner, links }: Neighbourhood,
  rows: readonly StoredCandidate[],
  solved: SolvedLinks,
  config: LinkingConfig,
): Set<number> {
  const before = new Map(links.map((row) => [row.fromTrackletId, row]));
  const after = new Map<number, StoredLink>();
  for (const found of solved.links.values()) {
    const row = storedLink(table, found, rows, before, config);
    after.set(row.fromTrackletId, row);
  }
  const changed = new Set<number>();
  const gone = [...before.values()].filter(
    (row) => after.get(row.fromTrackletId)?.toTrackletId !== row.toTrackletId,
  );
  const come = [...after.values()].filter(
    (row) => before.get(row.fromTrackletId)?.toTrackletId !== row.toTrackletId,
  );
  for (const { fromTrackletId, toTrackletId } of [...gone, ...come])
    changed.add(fromTrackletId).add(toTrackletId);
  const written = [...after.values()].filter(
    (row) => inner.has(row.fromTrackletId) && !isAlike(row, before.get(row.fromTrackletId)),
  );
  for (const { fromTrackletId, toTrackletId } of written) changed.add(fromTrackletId).add(toTrackletId);
  const outdated = [...gone, ...written].map((row) => row.fromTrackletId);
  for (let at = 0; at < outdated.length; at += 1_000) {
    tx.delete(link)
      .where(inArray(link.fromTrackletId, outdated.slice(at, at + 1_000)))
      .run();
  }
  insertInBatches(written, (batch) => tx.insert(link).values(batch).run());
  return changed;
}

function storedLink(
  table: TrackletTable,
  { from, to, posterior, margin, isForced, isByHuman, edge }: SolvedLink,
  rows: readonly StoredCandidate[],
  before: ReadonlyMap<number, StoredLink>,
  config: LinkingConfig,
): StoredLink {
  const fromTrackletId = table.ids[from]!;
  const toTrackletId = table.ids[to]!;
  const stored = before.get(fromTrackletId);
  // A link that is no candidate keeps the terms it has; one that is new says nothing until the next link job.
  const terms = rows[edge] ?? (stored?.toTrackletId === toTrackletId ? stored : unscored);
  if (isForced && !isByHuman && stored?.toTrackletId === toTrackletId) return stored;
  return {
    fromTrackletId,
    toTrackletId,
    posterior,
    margin,
    grade: isForced ? 'confirmed' : gradeOf(posterior, margin, config),
    isByHuman,
    appearanceLlr: terms.appearanceLlr,
    transitLlr: terms.transitLlr,
    colourLlr: terms.colourLlr,
  };
}

const unscored = Object.freeze({ appearanceLlr: 0, transitLlr: 0, colourLlr: 0 });

function isAlike(row: StoredLink, other: StoredLink | undefined): boolean {
  return (
    other !== undefined &&
    row.toTrackletId === other.toTrackletId &&
    row.isByHuman === other.isByHuman &&
    row.grade === other.grade &&
    Math.abs(row.posterior - other.posterior) < MIN_CHANGE
  );
}
