import { and, asc, inArray } from 'drizzle-orm';
import type { People, Person } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import { idBatches } from '../../store/id-batches.ts';
import type { Role } from '../../store/read-people.ts';
import { readStaffTracklets } from '../../store/read-staff-tracklets.ts';
import { journeyStop, peopleVerdict, roleVerdicts, tracklet } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { SerialWorker } from '../../workers/serial-worker.ts';
import { queueLinking } from '../journeys/link-job.ts';
import { readSighting } from '../review/sightings.ts';
import type { ServiceContext } from '../session/session.ts';
import { journeysHolding, readPersons } from './person-query.ts';
import { UndoSteps } from './undo-steps.ts';

type Verdict = typeof peopleVerdict.$inferInsert;

/** What was said at once, of how many journeys, and by which number it is undone. */
interface Step {
  readonly stepId: number;
  readonly journeyCount: number;
}

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
    const shown = [...found.proposals, ...found.groups].flatMap((one) => one.trackletIds);
    const persons = readPersons(store.db, [...found.staff, ...shown]);
    // Linking may have run while the worker looked, and have made one journey of two.
    const people = (trackletIds: readonly number[]): Person[] => [
      ...new Set(trackletIds.flatMap((id) => persons.get(id) ?? [])),
    ];
    const grouped = found.groups.reduce((sum, { trackletIds }) => sum + trackletIds.length, 0);
    return {
      visitorCount: found.visitorCount,
      staff: people(found.staff),
      proposals: found.proposals.map(({ trackletIds, ...why }) => ({ ...why, people: people(trackletIds) })),
      groups: found.groups
        .map(({ trackletIds, ...group }, index) => ({
          ...group,
          label: `G${String(index + 1).padStart(3, '0')}`,
          people: people(trackletIds),
        }))
        .filter((group) => group.people.length > 1),
      aloneCount: found.visitorCount - grouped,
    };
  }

  setRole({ trackletIds, role }: { trackletIds: number[]; role: Role | null }): Step {
    return this.#step((tx) => {
      const journeyIds = new Set(journeysHolding(tx, trackletIds).values());
      if (journeyIds.size === 0) throw nobodyLeft();
      // Of every tracklet, so that a journey that linking takes apart later keeps its role in all its parts; no role, too,
      // since footage that is being analysed anew may bring back what was said of the journey before.
      const all = trackletsOfJourneys(tx, journeyIds);
      const before = this.#sayRoles(tx, () => {
        const said = takeRoles(tx, all);
        insert(
          tx,
          all.map((id) => ({ kind: role ?? 'undecided', ...this.#judged(tx, id) })),
        );
        return said;
      });
      const undo = (undoTx: StudyTransaction) =>
        this.#sayRoles(undoTx, () => restoreRoles(undoTx, all, before));
      return { journeyCount: journeyIds.size, undo };
    });
  }

  judgeGroup({ trackletIds, areTogether }: { trackletIds: number[]; areTogether: boolean }): Step {
    return this.#step((tx) => {
      const journeyOf = journeysHolding(tx, trackletIds);
      if (trackletIds.some((id) => !journeyOf.has(id))) throw nobodyLeft();
      if (new Set(journeyOf.values()).size < trackletIds.length) {
        throw new AppError(
          'INVALID_INPUT',
          'Two of these visitors are one journey.',
          'Name each visitor once; where linking joined two, take the journey apart first.',
        );
      }
      const verdicts = pairs(trackletIds).map(([first, second]): Verdict => {
        const judged = this.#judged(tx, first);
        const other = this.#judged(tx, second);
        return {
          ...judged,
          kind: areTogether ? 'together' : 'apart',
          secondTrackletId: other.firstTrackletId,
          secondKey: other.firstKey,
        };
      });
      // What was said of a pair before stays, and counts again once this is gone.
      const said = insert(tx, verdicts);
      const undo = (undoTx: StudyTransaction) => {
        undoTx.delete(peopleVerdict).where(inArray(peopleVerdict.id, said)).run();
      };
      return { journeyCount: trackletIds.length, undo };
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

  /** In one durable transaction. */
  #step(say: (tx: StudyTransaction) => { journeyCount: number; undo: (tx: StudyTransaction) => void }): Step {
    const { store } = this.#context.session();
    const { journeyCount, undo } = store.transaction(say, { durable: true });
    this.#context.changes.publish('journeys', 'jobs');
    return { stepId: this.#steps.add(store, undo), journeyCount };
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

/** Deletes and returns what was said of tracklets alone; what was said of pairs is not touched. */
function takeRoles(
  tx: StudyTransaction,
  trackletIds: readonly number[],
): (typeof peopleVerdict.$inferSelect)[] {
  return [...idBatches(trackletIds)].flatMap((batch) =>
    tx
      .delete(peopleVerdict)
      .where(
        and(inArray(peopleVerdict.kind, [...roleVerdicts]), inArray(peopleVerdict.firstTrackletId, batch)),
      )
      .returning()
      .all(),
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
  const left = [...idBatches(trackletIds)].flatMap((batch) =>
    tx.select({ id: tracklet.id }).from(tracklet).where(inArray(tracklet.id, batch)).all(),
  );
  if (left.length < trackletIds.length) {
    throw new AppError('CONFLICT', 'The footage was analysed again since.', 'Choose the people anew.');
  }
  takeRoles(tx, trackletIds);
  // Their ids may be others' by now; what counts is which came later.
  const inOrder = before.toSorted((a, b) => a.id - b.id);
  insert(
    tx,
    inOrder.map((verdict) => ({ ...verdict, id: undefined })),
  );
}

function nobodyLeft(): AppError {
  return new AppError(
    'NOT_FOUND',
    'These people are not in the study any more.',
    'The footage was analysed again; choose the people anew.',
  );
}

function trackletsOfJourneys(tx: StudyTransaction, journeyIds: Iterable<number>): number[] {
  const rows = [...idBatches(journeyIds)].flatMap((batch) =>
    tx
      .select({ trackletId: journeyStop.trackletId })
      .from(journeyStop)
      .where(inArray(journeyStop.journeyId, batch))
      .orderBy(asc(journeyStop.journeyId), asc(journeyStop.ordinal))
      .all(),
  );
  return rows.map(({ trackletId }) => trackletId);
}

function pairs(ids: readonly number[]): [number, number][] {
  return ids.flatMap((first, at) => ids.slice(at + 1).map((second): [number, number] => [first, second]));
}
