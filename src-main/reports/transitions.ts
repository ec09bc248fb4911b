import type { ReportJourney } from './report-model.ts';

/** Visitors who went from one camera straight to another. */
export interface Transition {
  readonly fromCameraId: number;
  readonly toCameraId: number;
  /** How many links say so. */
  readonly linkCount: number;
  /** How many visitors that is expected to be: the sum of the links' posteriors. */
  readonly expectedVisitors: number;
  /** From the exit of one camera to the entry of the other; negative where both views overlap. */
  readonly medianGapMs: number;
}

/** Ways between different cameras, the most walked first. */
export function transitionsOf(journeys: readonly ReportJourney[]): Transition[] {
  const steps = journeys.flatMap(({ stops }) =>
    stops.slice(1).flatMap((stop, index) => {
      const from = stops[index]!.tracklet;
      const to = stop.tracklet;
      if (!stop.link || from.cameraId === to.cameraId) return [];
      return [
        {
          from: from.cameraId,
          to: to.cameraId,
          weight: stop.link.confidence,
          gapMs: to.startUtcMs - from.endUtcMs,
        },
      ];
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
