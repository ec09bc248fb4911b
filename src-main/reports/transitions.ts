import type { ReportJourney } from './report-model.ts';

/**
 * Visitors who went from one camera straight to another: from the one that lost sight of them last, or still sees them
 * where views overlap: whether they walk there or stand where both look, links do not tell. A camera that only glimpsed them
 * meanwhile is not where they came from.
 */
export interface Transition {
  readonly fromCameraId: number;
  readonly toCameraId: number;
  /** How many links say so. */
  readonly linkCount: number;
  /** Of these, how many lead to where another camera still saw the visitor. */
  readonly atOnceCount: number;
  /** How many visitors went this way at least once: the sum over journeys of how likely one of its links is right. */
  readonly expectedVisitors: number;
  /**
   * From the exit of one camera to the entry of the other, by the clocks as linking corrected them; null where both saw the
   * visitors at once each time.
   */
  readonly medianGapMs: number | null;
}

interface Step {
  readonly journey: number;
  readonly from: number;
  readonly to: number;
  readonly confidence: number;
  readonly gapMs: number;
}

/** Ways between different cameras, the most walked first. */
export function transitionsOf(journeys: readonly ReportJourney[]): Transition[] {
  const steps = journeys.flatMap(({ stops }, journey) =>
    stops.flatMap(({ arrival, link, tracklet: to }): Step[] => {
      if (!arrival || !link) return [];
      const from = stops[arrival.fromIndex]!.tracklet;
      if (from.cameraId === to.cameraId) return [];
      return [
        { journey, from: from.cameraId, to: to.cameraId, confidence: link.confidence, gapMs: arrival.gapMs },
      ];
    }),
  );
  return [...Map.groupBy(steps, (step) => `${step.from}>${step.to}`).values()]
    .map(toTransition)
    .sort(
      (a, b) =>
        b.expectedVisitors - a.expectedVisitors ||
        a.fromCameraId - b.fromCameraId ||
        a.toCameraId - b.toCameraId,
    );
}

function toTransition(steps: readonly Step[]): Transition {
  const { from, to } = steps[0]!;
  const walked = steps.filter(({ gapMs }) => gapMs > 0);
  return {
    fromCameraId: from,
    toCameraId: to,
    linkCount: steps.length,
    atOnceCount: steps.length - walked.length,
    expectedVisitors: expectedVisitors(steps),
    medianGapMs: walked.length === 0 ? null : median(walked.map(({ gapMs }) => gapMs)),
  };
}

/** Who goes to and fro is one visitor. */
function expectedVisitors(steps: readonly Step[]): number {
  return [...Map.groupBy(steps, ({ journey }) => journey).values()].reduce(
    (sum, ofOne) =>
      sum + 1 - ofOne.reduce((noneIsRight, { confidence }) => noneIsRight * (1 - confidence), 1),
    0,
  );
}

function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = ordered.length >> 1;
  return ordered.length % 2 === 1 ? ordered[middle]! : (ordered[middle - 1]! + ordered[middle]!) / 2;
}
