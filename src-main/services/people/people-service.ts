import { and, asc, inArray } from 'drizzle-orm';
import type { People, Person } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import { journeyStop, peopleVerdict, roleVerdicts } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { SerialWorker } from '../../workers/serial-worker.ts';
import { readSighting } from '../review/sightings.ts';
import type { ServiceContext } from '../session/session.ts';
import { readPersons } from './person-query.ts';

type Verdict = typeof peopleVerdict.$inferInsert;

/** Who is staff, and who came together. */
export class PeopleService {
  readonly #context: ServiceContext;
  readonly #worker: SerialWorker;

  constructor(context: ServiceContext, worker: SerialWorker) {
    this.#context = context;
    this.#worker = worker;
  }

  async list(_input: unknown, signal: AbortSignal): Promise<People> {
    const { store } = this.#context.session();
    const task = { kind: 'people', databasePath: store.layout.database } as const;
    const found = await this.#worker.run(task, signal);
    const ids = [found.staffIds, ...found.proposals.map((one) => one.journeyIds)].flat();
    const persons = readPersons(store.db, [...ids, ...found.groups.flatMap((one) => one.journeyIds)]);
    const people = (journeyIds: readonly number[]): Person[] =>
      journeyIds.flatMap((id) => persons.get(id) ?? []);
    const grouped = found.groups.reduce((sum, { journeyIds }) => sum + journeyIds.length, 0);
    return {
      visitorCount: found.visitorCount,
      staff: people(found.staffIds),
      proposals: found.proposals.map(({ journeyIds, ...why }) => ({ ...why, people: people(journeyIds) })),
      groups: found.groups
        .map(({ journeyIds, ...group }, index) => ({
          ...group,
          label: `G${String(index + 1).padStart(3, '0')}`,
          people: people(journeyIds),
        }))
        // Linking may have run while the worker looked.
        .filter((group) => group.people.length > 1),
      aloneCount: found.visitorCount - grouped,
    };
  }

  setRole({ journeyIds, role }: { journeyIds: number[]; role: 'staff' | 'visitor' | null }): void {
    this.#store(journeyIds, (tx, trackletsOf) => {
      const all = [...trackletsOf.values()].flat();
      tx.delete(peopleVerdict)
        .where(
          and(inArray(peopleVerdict.firstTrackletId, all), inArray(peopleVerdict.kind, [...roleVerdicts])),
        )
        .run();
      // Of every tracklet, so that a journey that linking takes apart later keeps its role in all its parts; no role, too,
      // since footage that is being analysed anew may bring back what was said of the journey before.
      return all.map((trackletId) => ({ kind: role ?? 'undecided', ...this.#judged(tx, trackletId) }));
    });
  }

  judgeGroup({ journeyIds, areTogether }: { journeyIds: number[]; areTogether: boolean }): void {
    if (new Set(journeyIds).size !== journeyIds.length) {
      throw new AppError('INVALID_INPUT', 'A visitor is named twice.', 'Name each visitor once.');
    }
    this.#store(journeyIds, (tx, trackletsOf) =>
      pairs(journeyIds).map(([first, second]): Verdict => {
        const judged = this.#judged(tx, trackletsOf.get(first)![0]!);
        const other = this.#judged(tx, trackletsOf.get(second)![0]!);
        return {
          ...judged,
          kind: areTogether ? 'together' : 'apart',
          secondTrackletId: other.firstTrackletId,
          secondKey: other.firstKey,
        };
      }),
    );
  }

  /** In one durable transaction. Errors: NOT_FOUND when a journey is gone. */
  #store(
    journeyIds: readonly number[],
    verdictsOf: (tx: StudyTransaction, trackletsOf: ReadonlyMap<number, number[]>) => Verdict[],
  ): void {
    const { store } = this.#context.session();
    store.transaction(
      (tx) => {
        const trackletsOf = trackletsOfJourneys(tx, journeyIds);
        for (const verdict of verdictsOf(tx, trackletsOf)) tx.insert(peopleVerdict).values(verdict).run();
      },
      { durable: true },
    );
    this.#context.changes.publish('journeys');
  }

  #judged(
    tx: StudyTransaction,
    trackletId: number,
  ): Pick<Verdict, 'firstTrackletId' | 'firstKey' | 'takenUtcMs'> {
    // The tracklet was read in this transaction.
    return {
      firstTrackletId: trackletId,
      firstKey: readSighting(tx, trackletId)!,
      takenUtcMs: this.#context.now(),
    };
  }
}

function trackletsOfJourneys(tx: StudyTransaction, journeyIds: readonly number[]): Map<number, number[]> {
  const rows = tx
    .select({ journeyId: journeyStop.journeyId, trackletId: journeyStop.trackletId })
    .from(journeyStop)
    .where(inArray(journeyStop.journeyId, [...journeyIds]))
    .orderBy(asc(journeyStop.journeyId), asc(journeyStop.ordinal))
    .all();
  const found = Map.groupBy(rows, ({ journeyId }) => journeyId);
  const gone = journeyIds.find((id) => !found.has(id));
  if (gone !== undefined) {
    throw new AppError(
      'NOT_FOUND',
      `There is no journey ${gone}.`,
      'Linking may have run again; choose the people anew.',
    );
  }
  return new Map([...found].map(([id, own]) => [id, own.map(({ trackletId }) => trackletId)]));
}

function pairs(ids: readonly number[]): [number, number][] {
  return ids.flatMap((first, at) => ids.slice(at + 1).map((second): [number, number] => [first, second]));
}
