import { inArray, sql } from 'drizzle-orm';
import { EdgesBuilder } from '../../core/linking/candidates/edges.ts';
import { inCommonTime } from '../../core/linking/clocks/clock-offsets.ts';
import { type LinkingConfig, linkingConfig } from '../../core/linking/config.ts';
import { journeysOf } from '../../core/linking/journeys/journeys.ts';
import { type SolvedLinks, solveLinks } from '../../core/linking/journeys/solve-links.ts';
import { chosenLink, type Terms } from '../../core/linking/link-output.ts';
import { ofTracklets } from '../../core/linking/tracklet-links.ts';
import { type CheckedPairs, knownPairs } from '../../core/linking/tracklets/known-people.ts';
import { type Presences, presencesOf } from '../../core/linking/tracklets/presences.ts';
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
  const tracklets = buildTrackletTable(inCommonTime(near.tracklets, clocks), near.cameras);
  const rowOfId = rowsById(tracklets);
  const decided = decidedAmong(rowOfId, appliedList);
  const known = knownPairs(tracklets, bordersOf(tracklets, rowOfId, near), decided);
  const presences = presencesOf(tracklets, known);
  const leadingOut = near.links
    .filter((row) => !near.inner.has(row.fromTrackletId) || !near.inner.has(row.toTrackletId))
    .map((row) => ({ from: rowOfId.get(row.fromTrackletId)!, to: rowOfId.get(row.toTrackletId)! }));
  const { edges, rows } = edgesOf(presences, rowOfId, near.candidates);
  const llr = Float64Array.from(rows, (row) => row.appearanceLlr + row.transitLlr + row.colourLlr);
  const solved = solveLinks(
    presences.table,
    windowsWith(tracklets.cameras, sharedViews, config),
    { edges, llr },
    { ...presences.told, continuations: presences.pairsOf(leadingOut) },
    config,
  );
  storePosteriors(tx, rows, solved.posterior);
  const borders = near.candidates.filter(isOfOnePresence(presences, rowOfId));
  storePosteriors(tx, borders, new Float64Array(borders.length).fill(1));
  const found = foundLinks(presences, tracklets, known, rows, solved, near, config);
  const changed = storeLinks(tx, near, found);
  return rebuildJourneys(tx, changed);
}

/**
 * Who goes on over a border. Where a start time was corrected or a recording given to another camera since linking ran,
 * that no longer holds; the link job that is queued by then finds what does.
 */
function bordersOf(
  { cameraIndex }: TrackletTable,
  rowOfId: ReadonlyMap<number, number>,
  { continuations }: Neighbourhood,
) {
  return continuations.flatMap(({ fromTrackletId: fromId, toTrackletId: toId }) => {
    const from = rowOfId.get(fromId)!;
    const to = rowOfId.get(toId)!;
    return from < to && cameraIndex[from] === cameraIndex[to] ? [{ fromId, toId }] : [];
  });
}

function isOfOnePresence({ presenceOf }: Presences, rowOfId: ReadonlyMap<number, number>) {
  return ({ fromTrackletId, toTrackletId }: StoredCandidate): boolean =>
    presenceOf[rowOfId.get(fromTrackletId)!] === presenceOf[rowOfId.get(toTrackletId)!];
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

function decidedAmong(rowOfId: ReadonlyMap<number, number>, decisions: readonly AppliedDecision[]) {
  const among = decisions.filter(({ firstId, secondId }) => rowOfId.has(firstId) && rowOfId.has(secondId));
  return {
    same: among.filter(({ verdict }) => verdict === 'same'),
    different: among.filter(({ verdict }) => verdict === 'different'),
  };
}

/** The stored candidates between two presences, which may follow one another. */
function edgesOf(
  { table, presenceOf }: Presences,
  rowOfId: ReadonlyMap<number, number>,
  candidates: readonly StoredCandidate[],
) {
  const presenceOfId = (id: number): number => presenceOf[rowOfId.get(id)!]!;
  const ofPresence = Map.groupBy(candidates, (row) => presenceOfId(row.fromTrackletId));
  const builder = new EdgesBuilder(table.count);
  const rows: StoredCandidate[] = [];
  for (let presence = 0; presence < table.count; presence++) {
    const bySuccessor = new Map<number, StoredCandidate>();
    for (const candidate of ofPresence.get(presence) ?? []) {
      const to = presenceOfId(candidate.toTrackletId);
      if (to > presence && !bySuccessor.has(to)) bySuccessor.set(to, candidate);
    }
    const successors = [...bySuccessor].sort(([a], [b]) => a - b);
    builder.addRow(successors.map(([to]) => to));
    rows.push(...successors.map(([, candidate]) => candidate));
  }
  return { edges: builder.build(), rows };
}

function storePosteriors(
  tx: StudyTransaction,
  rows: readonly StoredCandidate[],
  posterior: Float64Array,
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

/** What was solved, as links between tracklets. Those that lead out of what was solved are as they were. */
function foundLinks(
  presences: Presences,
  tracklets: TrackletTable,
  known: CheckedPairs,
  rows: readonly StoredCandidate[],
  solved: SolvedLinks,
  { links, candidates, inner }: Neighbourhood,
  config: LinkingConfig,
): readonly StoredLink[] {
  const before = new Map(links.map((row) => [row.fromTrackletId, row]));
  const { table } = presences;
  const { ids } = tracklets;
  const scored = new Map(candidates.map((row) => [`${row.fromTrackletId}>${row.toTrackletId}`, row]));
  const found = ofTracklets(
    presences,
    tracklets,
    known,
    {
      links: Array.from(solved.links.values(), (one) =>
        chosenLink(table, one, rows[one.edge] ?? unscored, config),
      ),
      candidates: [],
      journeys: journeysOf(table, solved.links),
    },
    // Linking has scored each border, for when somebody says that it is wrong.
    ({ from, to }) => termsOf(scored.get(`${ids[from]}>${ids[to]}`) ?? unscored),
    config,
  );
  return found.links.map((one) => {
    const stored = before.get(one.fromTrackletId);
    if (stored?.toTrackletId !== one.toTrackletId) return one;
    const isInside = inner.has(one.fromTrackletId) && inner.has(one.toTrackletId);
    if (!isInside) return stored;
    // A link that is no candidate keeps the terms it has; one that is new says nothing until the next link job.
    return isUnscored(one) ? { ...one, ...termsOf(stored) } : one;
  });
}

/** @returns the tracklets at either end of links that came, went or lead elsewhere. */
function storeLinks(
  tx: StudyTransaction,
  { inner, links }: Neighbourhood,
  found: readonly StoredLink[],
): Set<number> {
  const before = new Map(links.map((row) => [row.fromTrackletId, row]));
  const after = new Map(found.map((row) => [row.fromTrackletId, row]));
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

const unscored = Object.freeze({ appearanceLlr: 0, transitLlr: 0, colourLlr: 0 });

const termsOf = ({ appearanceLlr, transitLlr, colourLlr }: Terms): Terms => ({
  appearanceLlr,
  transitLlr,
  colourLlr,
});

const isUnscored = ({ appearanceLlr, transitLlr, colourLlr }: StoredLink): boolean =>
  appearanceLlr === 0 && transitLlr === 0 && colourLlr === 0;

function isAlike(row: StoredLink, other: StoredLink | undefined): boolean {
  return (
    other !== undefined &&
    row.toTrackletId === other.toTrackletId &&
    row.isByHuman === other.isByHuman &&
    row.grade === other.grade &&
    Math.abs(row.posterior - other.posterior) < MIN_CHANGE
  );
}
