/** Real: the study's database, linking and the worker process that looks for staff and groups. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReport } from '../../../src-main/reports/read-report.ts';
import { LinkHandler } from '../../../src-main/services/journeys/link-handler.ts';
import { PeopleService } from '../../../src-main/services/people/people-service.ts';
import type { SessionManager } from '../../../src-main/services/session/session-manager.ts';
import { openReadOnly } from '../../../src-main/store/open-study.ts';
import { readStaffTracklets } from '../../../src-main/store/read-staff-tracklets.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import { SerialWorker } from '../../../src-main/workers/serial-worker.ts';
import { fillPatrol, type Patrol } from '../support/patrol-study.ts';
import { serviceContext } from '../support/service-context.ts';
import { makeTempFolder, openTempStudy, type TempFolder } from '../support/temp-study.ts';
import { makeTestManager } from '../support/test-manager.ts';

const { signal } = new AbortController();

let folder: TempFolder;
let manager: SessionManager;
let worker: SerialWorker;
let people: PeopleService;
let patrol: Patrol;

beforeAll(async () => {
  folder = makeTempFolder();
  manager = makeTestManager();
  worker = new SerialWorker({ spawn: forkSpawner() }, 60_000);
  people = new PeopleService(manager, worker);
  const { store } = await manager.create({ folder: folder.path, name: 'Mall', timeZone: 'UTC' });
  patrol = fillPatrol(store);
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await manager[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const list = () => people.list(undefined, signal);
const ids = (list: readonly { journeyId: number }[]) => list.map(({ journeyId }) => journeyId).sort(byNumber);

function report() {
  const { store } = manager.session();
  using study = openReadOnly(store.layout.database);
  return readReport(study, { studyFolder: store.layout.folder, createdUtcMs: 0, appVersion: '0' });
}

/** Links the study so that every tracklet is a journey of its own. */
function linkAnew(how: 'apart' | 'apart, last first'): void {
  const { store } = manager.session();
  const ids = store.db
    .select({ id: schema.tracklet.id })
    .from(schema.tracklet)
    .orderBy(schema.tracklet.id)
    .all();
  if (how === 'apart, last first') ids.reverse();
  store.transaction((tx) =>
    new LinkHandler(manager).commit(
      tx,
      {},
      {
        kind: 'link',
        links: [],
        candidates: [],
        continuations: [],
        journeys: ids.map(({ id }) => ({ trackletIds: [id], confidence: 1 })),
        lastStepId: 0,
        clockOffsets: [],
        clocks: [],
        sharedViews: [],
        reliability: null,
        visitors: { expected: 1, from: 1, to: 1 },
      },
    ),
  );
}

const byNumber = (a: number, b: number): number => a - b;

/** Linking numbers journeys anew: which tracklets one holds now. */
function trackletsOf(journeyIds: readonly number[], { db } = manager.session().store): number[] {
  const stops = db.select().from(schema.journeyStop).all();
  const held = stops.filter(({ journeyId }) => journeyIds.includes(journeyId));
  expect(held.length).toBeGreaterThan(0);
  return held.map(({ trackletId }) => trackletId);
}

/** One tracklet of each. */
function firstOf(journeyIds: readonly number[], store = manager.session().store): number[] {
  return journeyIds.map((id) => trackletsOf([id], store)[0]!);
}

describe('staff', () => {
  it('are proposed, and count as visitors until somebody accepts them', async () => {
    const found = await list();
    expect(found.proposals.map((one) => ids(one.people))).toEqual([patrol.guardJourneys]);
    expect(found.staff).toEqual([]);
    expect(found.visitorCount).toBe(patrol.journeyCount);
    expect(report().journeys.every(({ role }) => role === 'visitor')).toBe(true);
  });

  it('are left out of visitors, footfall and proposals once accepted, and the report says how many', async () => {
    const before = report();
    people.setRole({ trackletIds: trackletsOf(patrol.guardJourneys), role: 'staff' });
    const found = await list();
    expect(ids(found.staff)).toEqual(patrol.guardJourneys);
    expect(found.proposals).toEqual([]);
    expect(found.visitorCount).toBe(patrol.journeyCount - patrol.guardJourneys.length);
    const after = report();
    const footfall = (model: typeof after) =>
      model.cameras.reduce((sum, camera) => sum + camera.presenceCount, 0);
    expect(footfall(before) - footfall(after)).toBe(patrol.guardTracklets.length);
    expect(after.journeys.filter(({ role }) => role === 'staff')).toHaveLength(patrol.guardJourneys.length);
  });

  it('stay staff when linking numbers journeys anew', async () => {
    linkAnew('apart');
    const { staff } = await list();
    expect(staff.map(({ trackletId }) => trackletId).sort(byNumber)).toEqual(patrol.guardTracklets);
  });

  it('are who was shown, though linking has numbered journeys anew since', async () => {
    const { staff: shown } = await list();
    linkAnew('apart, last first');
    people.setRole({ trackletIds: shown[0]!.trackletIds, role: 'visitor' });
    const { staff } = await list();
    const left = staff.map(({ trackletId }) => trackletId).sort(byNumber);
    expect(left).toEqual(patrol.guardTracklets.filter((id) => id !== shown[0]!.trackletId));
    people.setRole({ trackletIds: shown[0]!.trackletIds, role: 'staff' });
  });

  it('are listed right when linking numbers journeys anew while the worker looks', async () => {
    const { staff } = await list();
    const linkedMeanwhile = {
      run: async (...asked: Parameters<SerialWorker['run']>) => {
        const answer = await worker.run(...asked);
        linkAnew('apart');
        return answer;
      },
    };
    const late = await new PeopleService(manager, linkedMeanwhile as SerialWorker).list(undefined, signal);
    const tracklets = (of: typeof staff) => of.map(({ trackletId }) => trackletId).sort(byNumber);
    expect(tracklets(late.staff)).toEqual(tracklets(staff));
  });

  it('are visitors again when that is taken back', async () => {
    const { staff } = await list();
    people.setRole({ trackletIds: staff.flatMap((one) => one.trackletIds), role: null });
    expect((await list()).staff).toEqual([]);
  });

  it('stay visitors when footage comes back that was being analysed anew when it was taken back', async () => {
    const { store } = manager.session();
    const [one] = (await list()).proposals.flatMap((proposal) => proposal.people);
    people.setRole({ trackletIds: one!.trackletIds, role: 'staff' });
    const verdict = store.db.select().from(schema.peopleVerdict).all().at(-1)!;
    const attach = (firstTrackletId: number | null) =>
      store.transaction((tx) =>
        tx
          .update(schema.peopleVerdict)
          .set({ firstTrackletId })
          .where(eq(schema.peopleVerdict.id, verdict.id))
          .run(),
      );
    attach(null);
    people.setRole({ trackletIds: one!.trackletIds, role: null });
    attach(verdict.firstTrackletId);
    expect((await list()).staff).toEqual([]);
    expect(readStaffTracklets(store.db).size).toBe(0);
  });

  it('tells when their footage is gone', () => {
    expect(() => people.setRole({ trackletIds: [999_999], role: 'staff' })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});

describe('groups', () => {
  it('are confirmed and taken apart by what people say', async () => {
    const [first, second] = (await list()).groups[0]?.people ?? [];
    const pair = first && second ? [first.journeyId, second.journeyId] : [1, 2];
    people.judgeGroup({ trackletIds: firstOf(pair), areTogether: true });
    const confirmed = (await list()).groups.find(({ isConfirmed }) => isConfirmed)!;
    expect(ids(confirmed.people)).toEqual([...pair].sort((a, b) => a - b));
    expect(report().groups.some(({ confidence }) => confidence === 1)).toBe(true);
    people.setRole({ trackletIds: trackletsOf(pair), role: 'visitor' });
    expect((await list()).groups.some(({ isConfirmed }) => isConfirmed)).toBe(true);
    people.judgeGroup({ trackletIds: firstOf(pair), areTogether: false });
    expect((await list()).groups.some(({ isConfirmed }) => isConfirmed)).toBe(false);
  });

  it('refuses a visitor named twice', () => {
    const first = firstOf([1]);
    expect(() => people.judgeGroup({ trackletIds: [...first, ...first], areTogether: true })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
  });
});

describe('a step', () => {
  it('that gave or took roles is undone to the roles that were before it', async () => {
    const [first, second] = patrol.guardTracklets.slice(0, 2).map(journeyOf) as [number, number];
    const atFirst = rolesSaid();
    const accepted = people.setRole({ trackletIds: trackletsOf([first, second]), role: 'staff' });
    const excepted = people.setRole({ trackletIds: trackletsOf([second]), role: 'visitor' });
    expect(ids((await list()).staff)).toEqual([first]);
    people.undo(excepted);
    expect(ids((await list()).staff)).toEqual([first, second].sort((a, b) => a - b));
    people.setRole({ trackletIds: trackletsOf([second]), role: 'visitor' });
    const before = rolesSaid();
    people.undo(people.setRole({ trackletIds: trackletsOf([first, second]), role: null }));
    expect(rolesSaid()).toEqual(before);
    people.undo(accepted);
    expect(rolesSaid()).toEqual(expect.arrayContaining(atFirst));
    expect(rolesSaid()).toHaveLength(atFirst.length);
  });

  it('that judged a group is undone to what was said before it, which a role in between leaves alone', async () => {
    const before = (await list()).groups;
    const pair = before[0]?.people.map(({ journeyId }) => journeyId) ?? [1, 2];
    const confirmed = people.judgeGroup({ trackletIds: firstOf(pair), areTogether: true });
    const together = (await list()).groups;
    expect(together.some(({ isConfirmed }) => isConfirmed)).toBe(true);
    people.undo(people.judgeGroup({ trackletIds: firstOf(pair), areTogether: false }));
    expect((await list()).groups).toEqual(together);
    people.setRole({ trackletIds: trackletsOf(pair), role: 'staff' });
    people.setRole({ trackletIds: trackletsOf(pair), role: null });
    expect((await list()).groups).toEqual(together);
    people.undo(confirmed);
    expect((await list()).groups.some(({ isConfirmed }) => isConfirmed)).toBe(false);
  });

  it('is undone once, and not when nobody knows it', () => {
    const step = people.setRole({ trackletIds: [patrol.guardTracklets[0]!], role: 'staff' });
    people.undo(step);
    expect(() => people.undo(step)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  });
});

describe('the number of visitors', () => {
  it('is estimated anew, once, when who is staff changes, and when that is undone', () => {
    using study = openTempStudy();
    const { guardJourneys } = fillPatrol(study.store);
    const { context, published } = serviceContext(study.store, 0);
    const service = new PeopleService(context, worker);
    const { job } = schema;
    const waiting = () => study.store.db.select({ type: job.type, status: job.status }).from(job).all();
    const linked = () => study.store.transaction((tx) => tx.update(job).set({ status: 'done' }).run());
    const link = { type: 'link', status: 'queued' };
    const linkedBefore = { type: 'link', status: 'done' };

    service.setRole({ trackletIds: trackletsOf(guardJourneys.slice(0, 2), study.store), role: 'visitor' });
    expect(waiting()).toEqual([]);
    const step = service.setRole({ trackletIds: trackletsOf(guardJourneys, study.store), role: 'staff' });
    service.setRole({ trackletIds: trackletsOf(guardJourneys.slice(0, 1), study.store), role: 'visitor' });
    expect(waiting()).toEqual([link]);
    expect(published).toContain('jobs');
    linked();
    service.undo(step);
    expect(waiting()).toEqual([linkedBefore, link]);
  });

  it('stays when somebody judges a group', () => {
    using study = openTempStudy();
    fillPatrol(study.store);
    const service = new PeopleService(serviceContext(study.store, 0).context, worker);
    service.undo(service.judgeGroup({ trackletIds: firstOf([1, 2], study.store), areTogether: true }));
    expect(study.store.db.select().from(schema.job).all()).toEqual([]);
  });
});

/** Linking numbered the journeys anew in between. */
function journeyOf(trackletId: number): number {
  const { db } = manager.session().store;
  const stop = db
    .select()
    .from(schema.journeyStop)
    .where(eq(schema.journeyStop.trackletId, trackletId))
    .get();
  return stop!.journeyId;
}

function rolesSaid() {
  const { db } = manager.session().store;
  const verdicts = db.select().from(schema.peopleVerdict).orderBy(schema.peopleVerdict.id).all();
  return verdicts
    .filter(({ secondKey }) => secondKey === null)
    .map(({ kind, firstTrackletId, takenUtcMs }) => ({ kind, firstTrackletId, takenUtcMs }));
}
