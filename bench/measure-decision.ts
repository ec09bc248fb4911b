import { LinkHandler } from '../src-main/services/journeys/link-handler.ts';
import { ReviewService } from '../src-main/services/review/review-service.ts';
import type { ServiceContext } from '../src-main/services/session/session.ts';
import { link } from '../src-main/workers/tasks/link.ts';
import { fillStudy } from '../tests/medium/support/synthetic-study.ts';
import { openTempStudy } from '../tests/medium/support/temp-study.ts';

/** Visitors who look much alike: every tracklet has rivals, and nearly all hang together. */
const crowded = Object.freeze({
  visitors: 2_500,
  cameras: 12,
  arrivalsMs: 4 * 3_600_000,
  individuality: 0.4,
  embeddingNoise: 1.4,
});
const DECISIONS = 21;

interface DecisionMeasurement {
  readonly tracklets: number;
  /** Linking the whole study, in processor time. */
  readonly linkCpuMs: number;
  /** Recording a decision and linking again around it: median and slowest, in processor time. */
  readonly medianCpuMs: number;
  readonly slowestCpuMs: number;
}

/** How long somebody waits for the journeys after a decision, in a study of 10^4 tracklets. */
export async function measureDecision(signal: AbortSignal): Promise<DecisionMeasurement> {
  using study = openTempStudy();
  const { visitorOf } = fillStudy(study.store, crowded);
  const context = contextOf(study.store);
  const handler = new LinkHandler(context);
  const linkBegan = process.cpuUsage();
  const result = await link(handler.task(), { signal, progress: () => {}, partial: () => {} });
  const linkCpuMs = cpuMsSince(linkBegan);
  study.store.transaction((tx) => handler.commit(tx, {}, result));

  const review = new ReviewService(context);
  const times: number[] = [];
  for (const { fromTrackletId, toTrackletId } of review.queue({ limit: DECISIONS }).questions) {
    signal.throwIfAborted();
    const isSame = visitorOf.get(fromTrackletId) === visitorOf.get(toTrackletId);
    const began = process.cpuUsage();
    review.decide({
      verdict: isSame ? 'same' : 'different',
      pairs: [{ firstTrackletId: fromTrackletId, secondTrackletId: toTrackletId }],
    });
    times.push(cpuMsSince(began));
  }
  times.sort((a, b) => a - b);
  return {
    tracklets: visitorOf.size,
    linkCpuMs,
    medianCpuMs: times[Math.floor(times.length / 2)] ?? Number.NaN,
    slowestCpuMs: times.at(-1) ?? Number.NaN,
  };
}

function contextOf(store: ReturnType<typeof openTempStudy>['store']): ServiceContext {
  const unused = (): never => {
    throw new Error('the bench runs no jobs');
  };
  const queue = {
    enqueue: unused,
    pause: unused,
    resume: unused,
    cancel: unused,
    withdraw: unused,
    hold: unused,
    retry: unused,
    state: unused,
    list: unused,
    get: unused,
  };
  const session = { store, queue, notice: null, whenIdle: unused };
  return {
    changes: { publish: () => {}, subscribe: unused },
    session: () => session,
    sessionOrNull: () => session,
    now: Date.now,
  };
}

function cpuMsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
