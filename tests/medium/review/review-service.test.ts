/** What people decide, on a real study: real SQLite, real linking, the service as the RPC calls it. */
import { eq, inArray } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { JourneysService } from '../../../src-main/services/journeys/journeys-service.ts';
import { LinkHandler } from '../../../src-main/services/journeys/link-handler.ts';
import { ReviewService } from '../../../src-main/services/review/review-service.ts';
import { writeLinkReport } from '../../../src-main/store/link-report.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import { link } from '../../../src-main/workers/tasks/link.ts';
import { linkStudy, taskContext } from '../support/run-task.ts';
import { serviceContext } from '../support/service-context.ts';
import { fillStudy } from '../support/synthetic-study.ts';
import { openTempStudy } from '../support/temp-study.ts';
import { fillVisit } from '../support/visit-study.ts';

const NOW = Date.UTC(2026, 10, 21, 8);

/** A linked mall whose visitors look much alike, so that there is something to ask. */
async function doubtfulStudy(visitors = 40) {
  const study = openTempStudy();
  const { visitorOf } = fillStudy(study.store, {
    visitors,
    cameras: 4,
    individuality: 0.3,
    embeddingNoise: 1.6,
    arrivalsMs: 15 * 60_000,
  });
  const { context, published } = serviceContext(study.store, NOW);
  await linkStudy(study.store, context);
  const review = new ReviewService(context);
  return { study, store: study.store, context, published, visitorOf, review };
}

const linksOf = (store: StudyStore) =>
  store.db.select().from(schema.link).orderBy(schema.link.fromTrackletId).all();
const journeysOf = (store: StudyStore) => {
  const stops = store.db
    .select()
    .from(schema.journeyStop)
    .orderBy(schema.journeyStop.journeyId, schema.journeyStop.ordinal)
    .all();
  return Map.groupBy(stops, ({ journeyId }) => journeyId);
};
const journeyOf = (store: StudyStore, trackletId: number) =>
  store.db.select().from(schema.journeyStop).where(eq(schema.journeyStop.trackletId, trackletId)).get()!
    .journeyId;
const pair = (firstTrackletId: number, secondTrackletId: number) => ({ firstTrackletId, secondTrackletId });

/** The hall sees a visitor over the border of a file, the shop meanwhile; as linking stores it. */
function seenOverABorder(store: StudyStore) {
  const [before, meanwhile, after] = fillVisit(store, [
    { camera: 'hall', fromS: 0, toS: 30 },
    { camera: 'shop', fromS: 20, toS: 45 },
    { camera: 'hall', fromS: 30.2, toS: 60 },
  ]) as [number, number, number];
  const border = { fromTrackletId: before, toTrackletId: after };
  const scored = { rank: 6, posterior: 1, appearanceLlr: 7, transitLlr: 1, colourLlr: 1 };
  store.transaction((tx) => {
    tx.insert(schema.continuation).values(border).run();
    tx.insert(schema.linkCandidate)
      .values({ ...border, ...scored })
      .run();
  });
  return { before, meanwhile, after };
}

describe('the queue', () => {
  it('asks about doubtful links, the most useful first, and about nothing twice', async () => {
    const { study, review, store } = await doubtfulStudy();
    using _ = study;
    const { total, questions } = review.queue({ limit: 500 });
    expect(total).toBeGreaterThan(5);
    expect(questions).toHaveLength(total);
    expect(new Set(questions.map((question) => question.fromTrackletId)).size).toBe(total);
    for (const question of questions) {
      expect(question.confidence).toBeGreaterThan(0.1);
      expect(question.confidence).toBeLessThan(0.9);
      const linked = linksOf(store).find((row) => row.fromTrackletId === question.fromTrackletId);
      expect(question.isLinked).toBe(linked?.toTrackletId === question.toTrackletId);
    }
    const [first] = questions;
    const { from, alternatives } = review.question({ fromTrackletId: first!.fromTrackletId });
    expect(from.id).toBe(first!.fromTrackletId);
    expect(alternatives[0]!.tracklet.id).toBe(first!.toTrackletId);
    expect(alternatives[0]!.gapMs).toBe(first!.enterUtcMs - first!.exitUtcMs);
    expect(alternatives.map(({ confidence }) => confidence)).toEqual(
      alternatives.map(({ confidence }) => confidence).toSorted((a, b) => b - a),
    );
    const state = review.state();
    expect(state).toMatchObject({ decidedSteps: 0, openQuestions: total, canUndo: false, canRedo: false });
  }, 120_000);

  it('tells the time between two sightings by the clocks as linking corrected them', () => {
    using study = openTempStudy();
    const [hall] = fillVisit(study.store, [
      { camera: 'hall', fromS: 9, toS: 29 },
      { camera: 'shop', fromS: 25, toS: 45 },
    ]);
    const review = new ReviewService(serviceContext(study.store, NOW).context);
    const gapMs = () => review.question({ fromTrackletId: hall! }).alternatives[0]!.gapMs;
    expect(gapMs()).toBe(-4_000);
    const clocks = [{ cameraId: 1, aheadMs: 9_000, fromMs: 8_000, toMs: 10_000, links: 20 }];
    study.store.transaction((tx) =>
      writeLinkReport(tx, { clocks, sharedViews: [], reliability: null, visitors: null }),
    );
    expect(gapMs()).toBe(5_000);
  });

  it('is empty for a study that was never linked', () => {
    using study = openTempStudy();
    const review = new ReviewService(serviceContext(study.store, NOW).context);
    expect(review.queue({ limit: 10 })).toEqual({ total: 0, questions: [] });
    expect(() => review.question({ fromTrackletId: 5 })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});

describe('a decision', () => {
  it('changes the journeys at once, and undoing it brings them back', async () => {
    const { study, review, store, published } = await doubtfulStudy();
    using _ = study;
    const before = { links: linksOf(store), journeys: journeysOf(store) };
    const wrong = review.queue({ limit: 500 }).questions.find((question) => question.isLinked)!;
    const step = review.decide({
      verdict: 'different',
      pairs: [pair(wrong.fromTrackletId, wrong.toTrackletId)],
    });
    expect(published).toEqual(expect.arrayContaining(['journeys', 'tracklets']));
    expect(step.changedJourneyIds.length).toBeGreaterThan(0);
    expect(journeyOf(store, wrong.fromTrackletId)).not.toBe(journeyOf(store, wrong.toTrackletId));
    expect(step.state).toMatchObject({ decidedSteps: 1, canUndo: true, canRedo: false });
    const asked = review.queue({ limit: 500 }).questions;
    expect(
      asked.some(
        (question) =>
          question.fromTrackletId === wrong.fromTrackletId && question.toTrackletId === wrong.toTrackletId,
      ),
    ).toBe(false);

    const undone = review.undo({});
    expect(undone).toMatchObject({ stepId: step.stepId, state: { decidedSteps: 0, canRedo: true } });
    expect(linksOf(store).map(endsOf)).toEqual(before.links.map(endsOf));
    expect(journeysOf(store)).toEqual(before.journeys);

    review.redo();
    expect(journeyOf(store, wrong.fromTrackletId)).not.toBe(journeyOf(store, wrong.toTrackletId));
    expect(review.decisions({ offset: 0, limit: 10 })).toMatchObject({
      total: 1,
      decisions: [{ verdict: 'different', state: 'applied', stepId: step.stepId }],
    });
  }, 120_000);

  it('joins what was not linked, as a link that a person confirmed', async () => {
    const { study, review, store, context } = await doubtfulStudy();
    using _ = study;
    const open = review.queue({ limit: 500 }).questions.find((question) => !question.isLinked)!;
    review.decide({ verdict: 'same', pairs: [pair(open.toTrackletId, open.fromTrackletId)] });
    const made = linksOf(store).find((row) => row.fromTrackletId === open.fromTrackletId);
    expect(made).toMatchObject({
      toTrackletId: open.toTrackletId,
      posterior: 1,
      grade: 'confirmed',
      isByHuman: true,
    });
    const journey = new JourneysService(context).get({ journeyId: journeyOf(store, open.fromTrackletId) });
    const stop = journey.stops.find(({ trackletId }) => trackletId === open.toTrackletId)!;
    expect(stop.link).toMatchObject({ isByHuman: true, confidence: 1 });
    const { alternatives } = review.question({ fromTrackletId: open.fromTrackletId });
    expect(alternatives[0]).toMatchObject({ verdict: 'same', confidence: 1, isLinked: true });
  }, 120_000);

  it('takes out what another camera saw, and leaves together whom a border parts around it', () => {
    using study = openTempStudy();
    const { before, meanwhile, after } = seenOverABorder(study.store);
    study.store.transaction((tx) => {
      writeLinkReport(tx, {
        clocks: [],
        sharedViews: [{ firstCameraId: 1, secondCameraId: 2 }],
        reliability: null,
        visitors: null,
      });
      const terms = { appearanceLlr: 1, transitLlr: 1, colourLlr: 1 };
      const seenByBoth = { fromTrackletId: before, toTrackletId: meanwhile, rank: 0, posterior: 0.9 };
      tx.insert(schema.linkCandidate)
        .values({ ...seenByBoth, ...terms })
        .run();
    });
    const { store } = study;
    const review = new ReviewService(serviceContext(store, NOW).context);
    const ofOne = (...ids: number[]): boolean => new Set(ids.map((id) => journeyOf(store, id))).size === 1;

    review.decide({ verdict: 'different', pairs: [pair(before, meanwhile)] });
    expect(ofOne(before, after)).toBe(true);
    expect(ofOne(before, meanwhile)).toBe(false);
    expect(linksOf(store)).toMatchObject([
      {
        fromTrackletId: before,
        toTrackletId: after,
        posterior: 1,
        grade: 'confirmed',
        isByHuman: false,
        appearanceLlr: 7,
      },
    ]);

    review.undo({});
    expect(ofOne(before, meanwhile, after)).toBe(true);
    expect(linksOf(store).map(endsOf)).toEqual([`${before}>${meanwhile}`, `${meanwhile}>${after}`]);

    // Whoever says that the border's two sides are two people is believed, until they take it back.
    const borderPosterior = () =>
      store.db.select().from(schema.linkCandidate).where(eq(schema.linkCandidate.rank, 6)).get()!.posterior;
    review.decide({ verdict: 'different', pairs: [pair(before, after)] });
    expect(ofOne(before, after)).toBe(false);
    expect(borderPosterior()).toBeLessThan(0.5);
    review.undo({});
    expect(ofOne(before, after)).toBe(true);
    expect(borderPosterior()).toBe(1);
  });

  it('on both sides of a border is told from what linking knew', () => {
    using study = openTempStudy();
    const { before, meanwhile, after } = seenOverABorder(study.store);
    const { context } = serviceContext(study.store, NOW);
    const stopOf = (trackletId: number) =>
      new JourneysService(context)
        .get({ journeyId: journeyOf(study.store, trackletId) })
        .stops.find((stop) => stop.trackletId === trackletId)!;
    expect(stopOf(meanwhile).link).toMatchObject({ fromTrackletId: before, confidence: 0.9 });
    expect(stopOf(after).link).toMatchObject({ fromTrackletId: before, confidence: 1, isByHuman: false });
    new ReviewService(context).decide({ verdict: 'same', pairs: [pair(before, after)] });
    expect(stopOf(after).link).toMatchObject({ fromTrackletId: before, confidence: 1, isByHuman: true });
  });

  it('can be made though a border no longer joins what it did, since a start time was corrected', () => {
    using study = openTempStudy();
    const [first, second, third] = fillVisit(study.store, [
      { camera: 'hall', fromS: 40, toS: 60 },
      { camera: 'hall', fromS: 70, toS: 90 },
      { camera: 'shop', fromS: 100, toS: 120 },
    ]) as [number, number, number];
    study.store.transaction((tx) =>
      // As it is after the second one's file was moved to before the first one's.
      tx.insert(schema.continuation).values({ fromTrackletId: second, toTrackletId: first }).run(),
    );
    const review = new ReviewService(serviceContext(study.store, NOW).context);
    review.decide({ verdict: 'same', pairs: [pair(second, third)] });
    expect(journeyOf(study.store, second)).toBe(journeyOf(study.store, third));
    review.undo({});
  });

  it('is refused when it contradicts an earlier one, which the message names', async () => {
    const { study, review, store } = await doubtfulStudy();
    using _ = study;
    const [a, b, c] = [...journeysOf(store).values()]
      .find((stops) => stops.length >= 3)!
      .map((stop) => stop.trackletId) as [number, number, number];
    const first = review.decide({ verdict: 'same', pairs: [pair(a, b)] });
    const second = review.decide({ verdict: 'same', pairs: [pair(b, c)] });
    const links = linksOf(store);
    const contradiction = () => review.decide({ verdict: 'different', pairs: [pair(c, a)] });
    expect(contradiction).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
    expect(contradiction).toThrow(
      new RegExp(`decision ${first.stepId} .* one visitor, and decision ${second.stepId} `),
    );
    expect(linksOf(store)).toEqual(links);
    expect(review.decisions({ offset: 0, limit: 10 }).total).toBe(2);
    expect(() => review.decide({ verdict: 'same', pairs: [pair(a, a)] })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    );
    expect(() => review.decide({ verdict: 'same', pairs: [pair(a, 999)] })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );

    review.undo({ stepId: first.stepId });
    expect(() => review.undo({ stepId: first.stepId })).toThrow(/undone already/);
    expect(contradiction().state.decidedSteps).toBe(2);
  }, 120_000);

  it('has nothing to take back at first, and nothing to redo after another decision', async () => {
    const { study, review, store } = await doubtfulStudy(15);
    using _ = study;
    expect(() => review.undo({})).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
    expect(() => review.redo()).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
    expect(() => review.undo({ stepId: 9 })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    const [stops] = [...journeysOf(store).values()].filter((list) => list.length >= 2);
    const [a, b] = stops!.map((stop) => stop.trackletId) as [number, number];
    review.decide({ verdict: 'same', pairs: [pair(a, b)] });
    review.undo({});
    review.decide({ verdict: 'different', pairs: [pair(a, b)] });
    expect(() => review.redo()).toThrow(/no undone decision/);
  }, 120_000);
});

describe('linking again', () => {
  it('keeps decisions, also those made while it ran', async () => {
    const { study, review, store, context } = await doubtfulStudy();
    using _ = study;
    const { questions } = review.queue({ limit: 500 });
    const open = questions.find((question) => !question.isLinked)!;
    review.decide({ verdict: 'same', pairs: [pair(open.fromTrackletId, open.toTrackletId)] });
    const handler = new LinkHandler(context);
    const result = await link(handler.task(), taskContext().context);
    expect(result.links).toContainEqual(
      expect.objectContaining({
        fromTrackletId: open.fromTrackletId,
        toTrackletId: open.toTrackletId,
        isByHuman: true,
      }),
    );
    const other = questions.find((question) => question.isLinked)!;
    review.decide({ verdict: 'different', pairs: [pair(other.fromTrackletId, other.toTrackletId)] });
    const outcome = store.transaction((tx) => handler.commit(tx, {}, result));
    expect(outcome.followUps).toMatchObject([{ type: 'link' }]);
    // At once, though the next job has not run.
    expect(journeyOf(store, other.fromTrackletId)).not.toBe(journeyOf(store, other.toTrackletId));
    await linkStudy(store, context);
    expect(journeyOf(store, other.fromTrackletId)).not.toBe(journeyOf(store, other.toTrackletId));
    expect(journeyOf(store, open.fromTrackletId)).toBe(journeyOf(store, open.toTrackletId));
  }, 120_000);

  it('gives what solving again around a decision gives', async () => {
    const { study, review, store, context, visitorOf } = await doubtfulStudy();
    using _ = study;
    let answered = 0;
    for (; answered < 10; answered++) {
      const [question] = review.queue({ limit: 1 }).questions;
      if (!question) break;
      const { fromTrackletId, toTrackletId } = question;
      const isSame = visitorOf.get(fromTrackletId) === visitorOf.get(toTrackletId);
      review.decide({ verdict: isSame ? 'same' : 'different', pairs: [pair(fromTrackletId, toTrackletId)] });
    }
    expect(answered).toBeGreaterThan(3);
    const atOnce = new Set(linksOf(store).map(endsOf));
    await linkStudy(store, context);
    const anew = linksOf(store).map(endsOf);
    const shared = anew.filter((ends) => atOnce.has(ends));
    expect(shared.length / Math.max(anew.length, atOnce.size)).toBeGreaterThan(0.9);
  }, 120_000);
});

describe('after a camera is analysed anew', () => {
  /** Deletes a camera's tracklets and stores the same people under other ids, a little elsewhere in the picture. */
  function analyseAgain(store: StudyStore, cameraId: number): Map<number, number> {
    const renamed = new Map<number, number>();
    store.transaction((tx) => {
      const recordings = tx
        .select({ id: schema.recording.id })
        .from(schema.recording)
        .where(eq(schema.recording.cameraId, cameraId));
      const rows = tx
        .select()
        .from(schema.tracklet)
        .leftJoin(schema.trackletEmbedding, eq(schema.trackletEmbedding.trackletId, schema.tracklet.id))
        .leftJoin(schema.outfit, eq(schema.outfit.trackletId, schema.tracklet.id))
        .where(inArray(schema.tracklet.recordingId, recordings))
        .all();
      tx.delete(schema.tracklet).where(inArray(schema.tracklet.recordingId, recordings)).run();
      // In reverse, so that old ids come back and mean other people.
      rows.forEach((row, index) => {
        const id = rows[rows.length - 1 - index]!.tracklet.id;
        renamed.set(row.tracklet.id, id);
        tx.insert(schema.tracklet)
          .values({ ...row.tracklet, id })
          .run();
        if (row.tracklet_embedding)
          tx.insert(schema.trackletEmbedding)
            .values({ ...row.tracklet_embedding, trackletId: id })
            .run();
        if (row.outfit)
          tx.insert(schema.outfit)
            .values({ ...row.outfit, trackletId: id })
            .run();
      });
    });
    return renamed;
  }

  it('finds what was judged by time and place, though the ids mean other people now', async () => {
    const { study, review, store, context } = await doubtfulStudy();
    using _ = study;
    const open = review.queue({ limit: 500 }).questions.find((question) => !question.isLinked)!;
    review.decide({ verdict: 'same', pairs: [pair(open.fromTrackletId, open.toTrackletId)] });
    const cameraOf = (trackletId: number) => review.question({ fromTrackletId: trackletId }).from.cameraId;
    const renamed = analyseAgain(store, cameraOf(open.toTrackletId));
    expect(review.decisions({ offset: 0, limit: 1 }).decisions[0]).toMatchObject({ state: 'unattached' });
    expect(review.state().unappliedDecisions).toBe(1);

    await linkStudy(store, context);
    const toTrackletId = renamed.get(open.toTrackletId)!;
    const fromTrackletId = renamed.get(open.fromTrackletId) ?? open.fromTrackletId;
    expect(toTrackletId).not.toBe(open.toTrackletId);
    expect(review.decisions({ offset: 0, limit: 1 }).decisions[0]).toMatchObject({
      state: 'applied',
      first: { trackletId: fromTrackletId },
      second: { trackletId: toTrackletId },
    });
    expect(linksOf(store)).toContainEqual(
      expect.objectContaining({ fromTrackletId, toTrackletId, isByHuman: true, posterior: 1 }),
    );
  }, 120_000);

  it('keeps a decision whose tracklet is gone, says so, and applies it when the footage is back', async () => {
    const { study, review, store, context } = await doubtfulStudy(15);
    using _ = study;
    const [stops] = [...journeysOf(store).values()].filter((list) => list.length >= 2);
    const [a, b] = stops!.map((stop) => stop.trackletId) as [number, number];
    review.decide({ verdict: 'same', pairs: [pair(a, b)] });
    const gone = store.db.select().from(schema.tracklet).where(eq(schema.tracklet.id, b)).get()!;
    store.db.delete(schema.tracklet).where(eq(schema.tracklet.id, b)).run();
    await linkStudy(store, context);
    expect(review.decisions({ offset: 0, limit: 1 }).decisions[0]).toMatchObject({
      state: 'unattached',
      first: { trackletId: a },
      second: { trackletId: null, cameraName: expect.stringMatching(/^cam/) },
    });
    store.db.insert(schema.tracklet).values(gone).run();
    await linkStudy(store, context);
    expect(journeyOf(store, a)).toBe(journeyOf(store, b));
    expect(review.state().unappliedDecisions).toBe(0);
  }, 120_000);
});

function endsOf({ fromTrackletId, toTrackletId }: { fromTrackletId: number; toTrackletId: number }): string {
  return `${fromTrackletId}>${toTrackletId}`;
}
