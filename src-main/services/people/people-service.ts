import { and, asc, inArray, type SQL } from 'drizzle-orm';
import type { People, Person } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import type { Role } from '../../store/read-people.ts';
import { readStaffTracklets } from '../../store/read-staff-tracklets.ts';
import { journeyStop, peopleVerdict, roleVerdicts, tracklet } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { SerialWorker } from '../../workers/serial-worker.ts';
import { queueLinking } from '../journeys/link-job.ts';
import { readSighting } from '../review/sightings.ts';
import type { ServiceContext } from '../session/session.ts';
import { readPersons } from './person-query.ts';
import { UndoSteps } from './undo-steps.ts';

type Verdict = typeof peopleVerdict.$inferInsert;

/** Who is staff, and who came together. */
export class PeopleService {
  readonly #context: ServiceContext;
  readonly #worker: SerialWorker;
  readonly #steps = new UndoSteps();

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

  setRole({ journeyIds, role }: { journeyIds: number[]; role: Role | null }): { stepId: number } {
    return this.#step(journeyIds, (tx, trackletsOf) => {
      // Of every tracklet, so that a journey that linking takes apart later keeps its role in all its parts; no role, too,
      // since footage that is being analysed anew may bring back what was said of the journey before.
      const all = [...trackletsOf.values()].flat();
      const before = this.#sayRoles(tx, () => {
        const said = tx.delete(peopleVerdict).where(rolesOf(all)).returning().all();
        insert(
          tx,
          all.map((id) => ({ kind: role ?? 'undecided', ...this.#judged(tx, id) })),
        );
        return said;
      });
      return (undoTx) => this.#sayRoles(undoTx, () => restoreRoles(undoTx, all, before));
    });
  }

  judgeGroup({ journeyIds, areTogether }: { journeyIds: number[]; areTogether: boolean }): {
    stepId: number;
  } {
    if (new Set(journeyIds).size !== journeyIds.length) {
      throw new AppError('INVALID_INPUT', 'A visitor is named twice.', 'Name each visitor once.');
    }
    return this.#step(journeyIds, (tx, trackletsOf) => {
      const verdicts = pairs(journeyIds).map(([first, second]): Verdict => {
        const judged = this.#judged(tx, trackletsOf.get(first)![0]!);
        const other = this.#judged(tx, trackletsOf.get(second)![0]!);
        return {
          ...judged,
          kind: areTogether ? 'together' : 'apart',
          secondTrackletId: other.firstTrackletId,
          secondKey: other.firstKey,
        };
      });
      // What was said of a pair before stays, and counts again once this is gone.
      const said = insert(tx, verdicts);
      return (undoTx) => {
        undoTx.delete(peopleVerdict).where(inArray(peopleVerdict.id, said)).run();
      };
    });
  }

  /** Errors: NOT_FOUND when the step is too long ago, CONFLICT when the footage was analysed again since. */
  undo({ stepId }: { stepId: number }): void {
    this.#steps.undo(this.#context.session().store, stepId);
    this.#context.changes.publish('journeys', 'jobs');
  }

  /** Linking estimates how many visitors there are, without staff: who else is staff makes it another number. */
  #sayRoles<T>(tx: StudyTransaction, say: () => T): T {
    const before = readStaffTracklets(tx);
    const said = say();
    if (!isSame(before, readStaffTracklets(tx))) queueLinking(this.#context.session(), tx);
    return said;
  }

  /** In one durable transaction. Errors: NOT_FOUND when a journey is gone. */
  #step(
    journeyIds: readonly number[],
    say: (tx: StudyTransaction, trackletsOf: ReadonlyMap<number, number[]>) => (tx: StudyTransaction) => void,
  ): { stepId: number } {
    const { store } = this.#context.session();
    const undo = store.transaction((tx) => say(tx, trackletsOfJourneys(tx, journeyIds)), { durable: true });
    this.#context.changes.publish('journeys', 'jobs');
    return { stepId: this.#steps.add(store, undo) };
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

function isSame(first: ReadonlySet<number>, second: ReadonlySet<number>): boolean {
  return first.size === second.size && [...first].every((id) => second.has(id));
}

/** What was said of tracklets alone; what was said of pairs is not touched. */
function rolesOf(trackletIds: readonly number[]): SQL | undefined {
  return and(
    inArray(peopleVerdict.kind, [...roleVerdicts]),
    inArray(peopleVerdict.firstTrackletId, [...trackletIds]),
  );
}

/** Returns their ids. */
function insert(tx: StudyTransaction, verdicts: readonly Verdict[]): number[] {
  return verdicts.map(
    (verdict) => tx.insert(peopleVerdict).values(verdict).returning({ id: peopleVerdict.id }).get().id,
  );
}

/** Makes `before` all that is said of the tracklets. Errors: CONFLICT when one of them is gone. */
function restoreRoles(
  tx: StudyTransaction,
  trackletIds: readonly number[],
  before: readonly (typeof peopleVerdict.$inferSelect)[],
): void {
  const left = tx
    .select({ id: tracklet.id })
    .from(tracklet)
    .where(inArray(tracklet.id, [...trackletIds]))
    .all();
  if (left.length < trackletIds.length) {
    throw new AppError('CONFLICT', 'The footage was analysed again since.', 'Choose the people anew.');
  }
  tx.delete(peopleVerdict).where(rolesOf(trackletIds)).run();
  // Their ids may be others' by now; what counts is which came later.
  const inOrder = before.toSorted((a, b) => a.id - b.id);
  insert(
    tx,
    inOrder.map((verdict) => ({ ...verdict, id: undefined })),
  );
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
