import type { ReportJourney } from './report-model.ts';

/**
 * Visitors who went from one camera straight to another: from the one that lost sight of them last, or still sees them
 * where views overlap. A camera that only glimpsed them meanwhile is not where they came from.
 */
export interface Transition {
  readonly fromCameraId: number;
  readonly toCameraId: number;
  /** How many links say so. */
  readonly linkCount: number;
  /** How many visitors that is expected to be: the sum of the links' posteriors. */
  readonly expectedVisitors: number;
  /**
   * From the exit of one camera to the entry of the other, by the clocks as linking corrected them; negative where both
   * views overlap.
   */
  readonly medianGapMs: number;
}

/** Ways between different cameras, the most walked first. */
export function transitionsOf(journeys: readonly ReportJourney[]): Transition[] {
  const steps = journeys.flatMap(({ stops }) =>
    stops.flatMap(({ arrival, link, tracklet: to }) => {
      if (!arrival || !link) return [];
      const from = stops[arrival.fromIndex]!.tracklet;
      if (from.cameraId === to.cameraId) return [];
      return [{ from: from.cameraId, to: to.cameraId, weight: link.confidence, gapMs: arrival.gapMs }];
    }),
  );
  return [...Map.groupBy(steps, (step) => `${step.from}>${step.to}`).values()]
    .map((ofWay) => ({
      fromCameraId: ofWay[0]!.from,
      toCameraId: ofWay[0]!.to,
      linkCount: ofWay.length,
      expectedVisitors: ofWay.reduce((sum, step) => sum + step.weight, 0),
      medianGapMs: median(ofWay.map((step) => step.gapMs)),
    }))
    .sort(
      (a, b) =>
        b.expectedVisitors - a.expectedVisitors ||
        a.fromCameraId - b.fromCameraId ||
        a.toCameraId - b.toCameraId,
    );
}

function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = ordered.length >> 1;
  return ordered.length % 2 === 1 ? ordered[middle]! : (ordered[middle - 1]! + ordered[middle]!) / 2;
}
