import { asc, eq, inArray, sql } from 'drizzle-orm';
import { journey, journeyStop, link } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { insertInBatches } from '../analysis/insert-in-batches.ts';
import { numbered } from '../journeys/journey-number.ts';

interface Chain {
  readonly trackletIds: readonly number[];
  readonly confidence: number;
}

/**
 * Follows the links anew in all journeys that some tracklets are in. A journey keeps its number as long as it begins
 * with the same tracklet; one that begins anew takes the lowest that is free, which undoing gives back.
 * @returns the journeys whose stops changed, those that are gone left out.
 */
export function rebuildJourneys(tx: StudyTransaction, trackletIds: ReadonlySet<number>): number[] {
  const affected = journeysOf(tx, [...trackletIds]);
  const stops = inIdBatches(affected, (ids) =>
    tx
      .select()
      .from(journeyStop)
      .where(inArray(journeyStop.journeyId, ids))
      .orderBy(asc(journeyStop.journeyId), asc(journeyStop.ordinal))
      .all(),
  );
  const before = Map.groupBy(stops, (stop) => stop.journeyId);
  const chains = chainsOf(
    tx,
    stops.map((stop) => stop.trackletId),
  );
  const idOfFirst = new Map([...before].map(([id, [first]]) => [first!.trackletId, id]));
  const unchanged = new Set<number>();
  const kept = new Map<number, Chain>();
  const begun: Chain[] = [];
  for (const chain of chains) {
    const id = idOfFirst.get(chain.trackletIds[0]!);
    if (id === undefined) begun.push(chain);
    else kept.set(id, chain);
    const old = id === undefined ? undefined : before.get(id);
    if (
      id !== undefined &&
      old &&
      isSame(
        chain.trackletIds,
        old.map((stop) => stop.trackletId),
      )
    )
      unchanged.add(id);
  }
  inIdBatches(
    affected.filter((id) => !unchanged.has(id)),
    (ids) => {
      tx.delete(journey).where(inArray(journey.id, ids)).run();
      return [];
    },
  );
  for (const id of unchanged) {
    tx.update(journey)
      .set({ confidence: kept.get(id)!.confidence })
      .where(eq(journey.id, id))
      .run();
    kept.delete(id);
  }
  const stored = [...kept];
  insertJourneys(tx, stored);
  for (const chain of begun) {
    const entry: [number, Chain] = [lowestFreeId(tx), chain];
    insertJourneys(tx, [entry]);
    stored.push(entry);
  }
  return stored.map(([id]) => id).sort((a, b) => a - b);
}

function journeysOf(tx: StudyTransaction, trackletIds: readonly number[]): number[] {
  const found = inIdBatches(trackletIds, (ids) =>
    tx
      .select({ id: journeyStop.journeyId })
      .from(journeyStop)
      .where(inArray(journeyStop.trackletId, ids))
      .all(),
  );
  return [...new Set(found.map(({ id }) => id))].sort((a, b) => a - b);
}

/** Tracklets in the order of their links; `trackletIds` come in order of time within each old journey. */
function chainsOf(tx: StudyTransaction, trackletIds: readonly number[]): Chain[] {
  const links = inIdBatches(trackletIds, (ids) =>
    tx.select().from(link).where(inArray(link.fromTrackletId, ids)).all(),
  );
  const next = new Map(links.map((row) => [row.fromTrackletId, row]));
  const followers = new Set(links.map((row) => row.toTrackletId));
  return trackletIds
    .filter((id) => !followers.has(id))
    .map((first) => {
      const chain = [first];
      let confidence = 1;
      for (let row = next.get(first); row; row = next.get(row.toTrackletId)) {
        chain.push(row.toTrackletId);
        confidence = Math.min(confidence, row.posterior);
      }
      return { trackletIds: chain, confidence };
    });
}

function insertJourneys(
  tx: StudyTransaction,
  journeys: readonly (readonly [id: number, chain: Chain])[],
): void {
  insertInBatches(journeys, (batch) =>
    tx
      .insert(journey)
      .values(batch.map(([id, { confidence }]) => ({ ...numbered(id), confidence })))
      .run(),
  );
  const stops = journeys.flatMap(([journeyId, { trackletIds }]) =>
    trackletIds.map((trackletId, ordinal) => ({ journeyId, ordinal, trackletId })),
  );
  insertInBatches(stops, (batch) => tx.insert(journeyStop).values(batch).run());
}

function lowestFreeId(tx: StudyTransaction): number {
  const gap = tx.get<{ id: number }>(sql`
    SELECT 1 AS id WHERE NOT EXISTS (SELECT 1 FROM journey WHERE id = 1)
    UNION ALL
    SELECT before.id + 1 FROM journey AS before
    WHERE NOT EXISTS (SELECT 1 FROM journey AS after WHERE after.id = before.id + 1)
    ORDER BY 1 LIMIT 1`);
  return gap.id;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

function inIdBatches<T>(ids: readonly number[], work: (batch: number[]) => T[]): T[] {
  const all: T[] = [];
  for (let at = 0; at < ids.length; at += 5_000) all.push(...work(ids.slice(at, at + 5_000)));
  return all;
}
