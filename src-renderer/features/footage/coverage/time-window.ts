/** The part of time that the coverage chart shows, and how it is zoomed, moved and drawn. Pure. */
import type { Span } from '#shared/contract/library.ts';

export type TimeWindow = Readonly<Span>;

/** Closest zoom: the whole width shows this long. */
export const minWindowMs = 10_000;
/** Free time left and right of the footage at the widest zoom, as a share of it. */
const marginShare = 0.02;

/** The window that shows all spans; null while there are none. */
export function fitWindow(spans: readonly Span[]): TimeWindow | null {
  if (spans.length === 0) return null;
  let startUtcMs = Number.POSITIVE_INFINITY;
  let endUtcMs = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    startUtcMs = Math.min(startUtcMs, span.startUtcMs);
    endUtcMs = Math.max(endUtcMs, span.endUtcMs);
  }
  const marginMs = Math.max((endUtcMs - startUtcMs) * marginShare, minWindowMs / 2);
  return { startUtcMs: startUtcMs - marginMs, endUtcMs: endUtcMs + marginMs };
}

/** Keeps a window inside the widest one, without changing its length unless it is longer. */
export function clampWindow(window: TimeWindow, widest: TimeWindow): TimeWindow {
  const lengthMs = Math.min(window.endUtcMs - window.startUtcMs, widest.endUtcMs - widest.startUtcMs);
  const startUtcMs = Math.min(Math.max(window.startUtcMs, widest.startUtcMs), widest.endUtcMs - lengthMs);
  return { startUtcMs, endUtcMs: startUtcMs + lengthMs };
}

/** `factor` below 1 comes closer. The instant `anchorUtcMs` stays where it is on the screen. */
export function zoomWindow(
  window: TimeWindow,
  factor: number,
  anchorUtcMs: number,
  widest: TimeWindow,
): TimeWindow {
  const lengthMs = window.endUtcMs - window.startUtcMs;
  const nextMs = Math.max(minWindowMs, lengthMs * factor);
  const share = (anchorUtcMs - window.startUtcMs) / lengthMs;
  const startUtcMs = anchorUtcMs - share * nextMs;
  return clampWindow({ startUtcMs, endUtcMs: startUtcMs + nextMs }, widest);
}

export function panWindow(window: TimeWindow, byMs: number, widest: TimeWindow): TimeWindow {
  return clampWindow({ startUtcMs: window.startUtcMs + byMs, endUtcMs: window.endUtcMs + byMs }, widest);
}

export function xOf(utcMs: number, window: TimeWindow, widthPx: number): number {
  return ((utcMs - window.startUtcMs) / (window.endUtcMs - window.startUtcMs)) * widthPx;
}

export function timeAt(xPx: number, window: TimeWindow, widthPx: number): number {
  return window.startUtcMs + (xPx / widthPx) * (window.endUtcMs - window.startUtcMs);
}

export interface Bar {
  readonly xPx: number;
  readonly widthPx: number;
}

/** Gaps narrower than this are not drawn: bars so close become one, so that a month draws as fast as an hour. */
const mergePx = 0.75;

/** The visible bars of ordered spans, at least one pixel wide each. */
export function barsOf(spans: readonly Span[], window: TimeWindow, widthPx: number): Bar[] {
  const bars: { xPx: number; widthPx: number }[] = [];
  for (const span of spans) {
    if (span.endUtcMs <= window.startUtcMs || span.startUtcMs >= window.endUtcMs) continue;
    const from = Math.max(0, xOf(span.startUtcMs, window, widthPx));
    const to = Math.min(widthPx, xOf(span.endUtcMs, window, widthPx));
    const last = bars.at(-1);
    if (last !== undefined && from - (last.xPx + last.widthPx) < mergePx) {
      last.widthPx = Math.max(last.widthPx, to - last.xPx);
    } else {
      bars.push({ xPx: from, widthPx: Math.max(1, to - from) });
    }
  }
  return bars;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const steps = [
  secondMs,
  2 * secondMs,
  5 * secondMs,
  10 * secondMs,
  30 * secondMs,
  minuteMs,
  2 * minuteMs,
  5 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  hourMs,
  2 * hourMs,
  3 * hourMs,
  6 * hourMs,
  12 * hourMs,
  dayMs,
  2 * dayMs,
  7 * dayMs,
  14 * dayMs,
  30 * dayMs,
];

export interface Ticks {
  readonly stepMs: number;
  readonly utcMs: readonly number[];
}

/**
 * Round instants at least `minGapPx` apart. `offsetAt` gives the zone's offset from UTC, so that days begin at its midnight,
 * also after its clocks were changed.
 */
export function ticksOf(
  window: TimeWindow,
  widthPx: number,
  minGapPx: number,
  offsetAt: (utcMs: number) => number,
): Ticks {
  const lengthMs = window.endUtcMs - window.startUtcMs;
  const wantedMs = (lengthMs / Math.max(1, widthPx)) * minGapPx;
  const stepMs = steps.find((step) => step >= wantedMs) ?? Math.ceil(wantedMs / dayMs) * dayMs;
  const offsetMs = offsetAt(window.startUtcMs);
  const first = Math.ceil((window.startUtcMs + offsetMs) / stepMs) * stepMs - offsetMs;
  const utcMs: number[] = [];
  // An hour more, for clocks that are set forward bring the last tick nearer.
  for (let at = first; at <= window.endUtcMs + hourMs; at += stepMs) {
    const shiftMs = offsetAt(at) - offsetMs;
    // Steps as short as the change stay round by themselves, and show the hour that comes twice.
    const moved = Math.abs(shiftMs) < stepMs ? at - shiftMs : at;
    // The clocks may have skipped the round time; then the tick is where they did.
    const tick = offsetAt(moved) === offsetAt(at) ? moved : at;
    if (tick <= window.endUtcMs) utcMs.push(tick);
  }
  return { stepMs, utcMs };
}

/** How a tick of this step is written. */
export function tickStyle(stepMs: number): 'time' | 'minute' | 'date' {
  if (stepMs >= dayMs) return 'date';
  return stepMs >= minuteMs ? 'minute' : 'time';
}
