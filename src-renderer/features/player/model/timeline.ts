/**
 * What the player's timeline draws: tracklets packed into lanes, people over time, and the zoomed window. Times are
 * milliseconds from the start of the recording.
 */

export interface Interval {
  readonly startOffsetMs: number;
  readonly endOffsetMs: number;
}

/** Space kept free between two bars of one lane. */
const LANE_GAP_MS = 250;

export interface Lanes {
  /** Lane of each interval, in the order given. */
  readonly laneOf: Uint16Array;
  readonly count: number;
}

/**
 * Puts each interval on the lowest lane that is free at its start, which needs no more lanes than intervals overlap.
 * Interval partitioning (Kleinberg & Tardos, Algorithm Design, 4.1), in the order of the starts.
 */
export function packLanes(intervals: readonly Interval[]): Lanes {
  const order = intervals.map((_, i) => i);
  order.sort((a, b) => intervals[a]!.startOffsetMs - intervals[b]!.startOffsetMs || a - b);
  const freeFromMs: number[] = [];
  const laneOf = new Uint16Array(intervals.length);
  for (const i of order) {
    const { startOffsetMs, endOffsetMs } = intervals[i]!;
    const free = freeFromMs.findIndex((fromMs) => fromMs <= startOffsetMs);
    const lane = free < 0 ? freeFromMs.length : free;
    freeFromMs[lane] = endOffsetMs + LANE_GAP_MS;
    laneOf[i] = lane;
  }
  return { laneOf, count: freeFromMs.length };
}

/** Mean number of people in view in each of `bins` equal parts of the recording. */
export function peopleOverTime(
  intervals: readonly Interval[],
  durationMs: number,
  bins: number,
): Float32Array {
  const mean = new Float32Array(bins);
  const binMs = durationMs / bins;
  for (const { startOffsetMs, endOffsetMs } of intervals) {
    const first = Math.max(0, Math.floor(startOffsetMs / binMs));
    const last = Math.min(bins - 1, Math.floor(endOffsetMs / binMs));
    for (let bin = first; bin <= last; bin += 1) {
      const overlapMs = Math.min(endOffsetMs, (bin + 1) * binMs) - Math.max(startOffsetMs, bin * binMs);
      mean[bin]! += overlapMs / binMs;
    }
  }
  return mean;
}

export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The smallest window that the timeline zooms to. */
const MIN_WINDOW_MS = 5_000;

/** Zooms by `factor` (above 1 shows less) around `anchorMs`, which keeps its place on screen. */
export function zoomWindow(
  window: TimeWindow,
  factor: number,
  anchorMs: number,
  durationMs: number,
): TimeWindow {
  const lengthMs = window.toMs - window.fromMs;
  const nextMs = Math.min(durationMs, Math.max(Math.min(MIN_WINDOW_MS, durationMs), lengthMs / factor));
  const share = (anchorMs - window.fromMs) / lengthMs;
  return shiftInto(anchorMs - share * nextMs, nextMs, durationMs);
}

export function panWindow(window: TimeWindow, byMs: number, durationMs: number): TimeWindow {
  return shiftInto(window.fromMs + byMs, window.toMs - window.fromMs, durationMs);
}

/** Turns the page when the play head leaves the window; otherwise gives the same window back. */
export function followHead(window: TimeWindow, headMs: number, durationMs: number): TimeWindow {
  if (headMs >= window.fromMs && headMs <= window.toMs) return window;
  const lengthMs = window.toMs - window.fromMs;
  return shiftInto(headMs - lengthMs * 0.1, lengthMs, durationMs);
}

function shiftInto(fromMs: number, lengthMs: number, durationMs: number): TimeWindow {
  const from = Math.min(Math.max(0, fromMs), Math.max(0, durationMs - lengthMs));
  return { fromMs: from, toMs: from + lengthMs };
}

/** Round steps between the ticks of a time axis, in milliseconds. */
const tickSteps = [
  100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000,
  1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000,
] as const;

/** The finest round step whose ticks are at least `minGapPx` apart. */
export function tickStepMs(window: TimeWindow, widthPx: number, minGapPx: number): number {
  const msPerPx = (window.toMs - window.fromMs) / Math.max(1, widthPx);
  return tickSteps.find((step) => step / msPerPx >= minGapPx) ?? tickSteps.at(-1)!;
}
