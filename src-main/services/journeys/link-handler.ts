import type { JobHandler, JobOutcome } from '../../jobs/types.ts';
import { writeLinkReport } from '../../store/link-report.ts';
import { readDecisions, readTrackletsDecidedSince } from '../../store/read-decisions.ts';
import {
  camera,
  continuation,
  journey,
  journeyStop,
  link,
  linkCandidate,
  tracklet,
} from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { LinkResult, TaskOf } from '../../workers/tasks.ts';
import { insertInBatches } from '../analysis/insert-in-batches.ts';
import { reattachPeopleVerdicts } from '../people/reattach-verdicts.ts';
import { resolveAround } from '../review/resolve-around.ts';
import { reattachDecisions } from '../review/sightings.ts';
import type { ServiceContext } from '../session/session.ts';
import { numbered } from './journey-number.ts';
import { linkJob, linkPayloadSchema } from './link-job.ts';

type LinkPayload = Record<string, never>;

/** Replaces all links and journeys of the study by a link job's, which keeps what people decided. */
export class LinkHandler implements JobHandler<'link', LinkPayload> {
  readonly type = 'link';
  readonly payload = linkPayloadSchema;
  readonly topics = ['journeys', 'tracklets'] as const;
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  task(): TaskOf<'link'> {
    const { store } = this.#context.session();
    // Footage may have been analysed anew since people judged it.
    store.transaction((tx) => {
      reattachDecisions(tx);
      reattachPeopleVerdicts(tx);
    });
    return { kind: 'link', databasePath: store.layout.database };
  }

  commit(tx: StudyTransaction, _payload: LinkPayload, result: LinkResult): JobOutcome {
    const present = new Set(
      tx
        .select({ id: tracklet.id })
        .from(tracklet)
        .all()
        .map(({ id }) => id),
    );
    // Recordings may have been taken out of the study while it was being linked.
    const isPresent = (...ids: readonly number[]): boolean => ids.every((id) => present.has(id));
    tx.delete(link).run();
    tx.delete(linkCandidate).run();
    tx.delete(continuation).run();
    tx.delete(journey).run();

    const links = result.links.filter((row) => isPresent(row.fromTrackletId, row.toTrackletId));
    const candidates = result.candidates.filter((row) => isPresent(row.fromTrackletId, row.toTrackletId));
    const continuations = result.continuations
      .filter(({ fromId, toId }) => isPresent(fromId, toId))
      .map(({ fromId, toId }) => ({ fromTrackletId: fromId, toTrackletId: toId }));
    const journeys = result.journeys
      .map(({ trackletIds, confidence }) => ({
        confidence,
        trackletIds: trackletIds.filter((id) => isPresent(id)),
      }))
      .filter(({ trackletIds }) => trackletIds.length > 0);
    insertInBatches(links, (rows) => tx.insert(link).values(rows).run());
    insertInBatches(candidates, (rows) => tx.insert(linkCandidate).values(rows).run());
    insertInBatches(continuations, (rows) => tx.insert(continuation).values(rows).run());
    insertInBatches(journeys, (rows, from) =>
      tx
        .insert(journey)
        .values(rows.map(({ confidence }, index) => ({ ...numbered(from + index + 1), confidence })))
        .run(),
    );
    const stops = journeys.flatMap(({ trackletIds }, index) =>
      trackletIds.map((trackletId, ordinal) => ({ journeyId: index + 1, ordinal, trackletId })),
    );
    insertInBatches(stops, (rows) => tx.insert(journeyStop).values(rows).run());
    writeLinkReport(tx, {
      clocks: stillTrue(tx, result),
      sharedViews: result.sharedViews,
      reliability: result.reliability,
      visitors: result.visitors,
    });

    const isOutdated = readDecisions(tx).lastStepId !== result.lastStepId;
    if (isOutdated) resolveAround(tx, readTrackletsDecidedSince(tx, result.lastStepId));
    const confirmed = links.filter(({ grade }) => grade === 'confirmed').length;
    return {
      summary:
        `${stops.length} tracklets make ${journeys.length} journeys; ` +
        `${links.length} links, ${confirmed} of them confirmed-grade.`,
      // Whoever decided something while this was running does not lose it; the next job learns from it as well.
      ...(isOutdated && { followUps: [linkJob] }),
    };
  }
}

/** A clock that was corrected while linking ran would seem to be off as before, and be corrected twice. */
function stillTrue(tx: StudyTransaction, { clocks, clockOffsets }: LinkResult): LinkResult['clocks'] {
  const rows = tx.select({ id: camera.id, clockOffsetMs: camera.clockOffsetMs }).from(camera).all();
  const now = new Map(rows.map(({ id, clockOffsetMs }) => [id, clockOffsetMs]));
  const asRead = new Map(clockOffsets.map(({ cameraId, clockOffsetMs }) => [cameraId, clockOffsetMs]));
  return clocks.filter(({ cameraId }) => now.get(cameraId) === asRead.get(cameraId));
}
