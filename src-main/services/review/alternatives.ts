import { and, desc, eq, inArray, notInArray } from 'drizzle-orm';
import type { Tracklet } from '#shared/contract/analysis.ts';
import type { ReviewAlternative } from '#shared/contract/review.ts';
import { inCommonTime } from '../../core/linking/clocks/clock-offsets.ts';
import { readLinkReport } from '../../store/link-report.ts';
import { type AppliedDecision, readDecisions } from '../../store/read-decisions.ts';
import { journeyStop, link, linkCandidate } from '../../store/schema/index.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';
import { findTracklet } from '../analysis/tracklet-query.ts';

type Reader = Pick<ReadonlyStudyDb, 'select'>;

/** Suggestions for a journey, at most. */
const MAX_SUGGESTIONS = 6;
const MIN_SUGGESTED = 0.02;

/** Who may follow a tracklet: the candidates of the link job, and whoever a person joined to it. Likeliest first. */
export function readAlternatives(db: Reader, from: Tracklet): ReviewAlternative[] {
  const linked = db.select().from(link).where(eq(link.fromTrackletId, from.id)).get();
  const candidates = db.select().from(linkCandidate).where(eq(linkCandidate.fromTrackletId, from.id)).all();
  const isCandidate = candidates.some((row) => row.toTrackletId === linked?.toTrackletId);
  const rows = linked && !isCandidate ? [...candidates, linked] : candidates;
  const { appliedList } = readDecisions(db);
  const clocks = readLinkReport(db)?.clocks ?? [];
  return rows
    .flatMap((row) => {
      const found = findTracklet(db, row.toTrackletId);
      if (!found) return [];
      return [
        {
          tracklet: found,
          confidence: row.posterior,
          isLinked: row.toTrackletId === linked?.toTrackletId,
          gapMs: gapMs(inCommonTime([from, found], clocks)),
          appearanceLlr: row.appearanceLlr,
          transitLlr: row.transitLlr,
          colourLlr: row.colourLlr,
          verdict: verdictOn(appliedList, from.id, found.id),
        },
      ];
    })
    .sort((a, b) => b.confidence - a.confidence || sum(b) - sum(a));
}

/** Tracklets outside of a journey that may belong to it, with the stops that each would come between. */
export function readSuggestions(db: Reader, journeyId: number) {
  const stops = db
    .select({ id: journeyStop.trackletId })
    .from(journeyStop)
    .where(eq(journeyStop.journeyId, journeyId))
    .orderBy(journeyStop.ordinal)
    .all()
    .flatMap(({ id }) => findTracklet(db, id) ?? []);
  const ids = stops.map(({ id }) => id);
  const best = new Map<number, number>();
  for (const [own, other] of [
    [linkCandidate.fromTrackletId, linkCandidate.toTrackletId],
    [linkCandidate.toTrackletId, linkCandidate.fromTrackletId],
  ] as const) {
    const rows = db
      .select({ id: other, posterior: linkCandidate.posterior })
      .from(linkCandidate)
      .where(and(inArray(own, ids), notInArray(other, ids)))
      .orderBy(desc(linkCandidate.posterior))
      .limit(MAX_SUGGESTIONS)
      .all();
    for (const row of rows) best.set(row.id, Math.max(row.posterior, best.get(row.id) ?? 0));
  }
  return [...best]
    .filter(([, confidence]) => confidence >= MIN_SUGGESTED)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MAX_SUGGESTIONS)
    .flatMap(([id, confidence]) => {
      const found = findTracklet(db, id);
      return found ? [{ tracklet: found, confidence, neighbourIds: neighboursOf(found, stops) }] : [];
    });
}

/** The stop before and the one after a tracklet. */
function neighboursOf({ startUtcMs }: Tracklet, stops: readonly Tracklet[]): number[] {
  const before = stops.findLast((stop) => stop.startUtcMs <= startUtcMs);
  const after = stops.find((stop) => stop.startUtcMs > startUtcMs);
  return [before, after].flatMap((stop) => (stop ? [stop.id] : []));
}

function gapMs([from, to]: readonly Tracklet[]): number {
  return to!.startUtcMs - from!.endUtcMs;
}

function verdictOn(decisions: readonly AppliedDecision[], first: number, second: number) {
  const about = decisions.findLast(
    ({ firstId, secondId }) =>
      (firstId === first && secondId === second) || (firstId === second && secondId === first),
  );
  return about?.verdict ?? null;
}

function sum(row: { appearanceLlr: number; transitLlr: number; colourLlr: number }): number {
  return row.appearanceLlr + row.transitLlr + row.colourLlr;
}
