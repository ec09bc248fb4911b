/**
 * Where a visitor is on the plan at one instant, from the stops of the journey. A journey is compiled once into
 * *legs* (standing at a stop, walking between two), so that playback only has to look up and interpolate.
 */
import type { Journey, JourneyStop, LinkGrade } from '#shared/contract/journeys.ts';
import type { PointM } from '#shared/units.ts';

export interface Place {
  readonly floorId: number;
  readonly posM: PointM;
}

/** One part of a journey, from `fromUtcMs` (inclusive) to `toUtcMs`. */
export interface Leg {
  readonly fromUtcMs: number;
  readonly toUtcMs: number;
  readonly from: Place;
  readonly to: Place;
  /** Ordinal of the stop that the leg is at, or leads to. */
  readonly stop: number;
  /** The grade of the link that a walk rests on; null while a camera sees the visitor. */
  readonly grade: LinkGrade | null;
}

export interface Itinerary {
  readonly journeyId: number;
  readonly label: string;
  readonly startUtcMs: number;
  readonly endUtcMs: number;
  /** In order of time, not overlapping. A part at or next to a camera that is not placed is left out. */
  readonly legs: readonly Leg[];
}

/** Where a visitor is; `grade` is null while a camera sees them, else the grade of the link that is a guess. */
export interface Position {
  readonly floorId: number;
  readonly posM: PointM;
  readonly stop: number;
  readonly grade: LinkGrade | null;
}

export function compileItinerary(journey: Journey): Itinerary {
  const legs: Leg[] = [];
  /** Of the stops so far the one that lost sight of the visitor last. */
  let last: JourneyStop | null = null;
  for (const stop of journey.stops) {
    const walk = last && walkBetween(last, stop);
    if (walk) legs.push(walk);
    const place = placeOf(stop);
    // Cameras whose views overlap may see a visitor together: the earlier one keeps the dot until it loses sight.
    const fromUtcMs: number = Math.max(stop.enterUtcMs, last?.exitUtcMs ?? stop.enterUtcMs);
    if (place && fromUtcMs <= stop.exitUtcMs) {
      legs.push({
        fromUtcMs,
        toUtcMs: stop.exitUtcMs,
        from: place,
        to: place,
        stop: stop.ordinal,
        grade: null,
      });
    }
    if (last === null || stop.exitUtcMs >= last.exitUtcMs) last = stop;
  }
  const { id: journeyId, label, startUtcMs, endUtcMs } = journey;
  return { journeyId, label, startUtcMs, endUtcMs, legs };
}

function walkBetween(last: JourneyStop, stop: JourneyStop): Leg | null {
  const from = placeOf(last);
  const to = placeOf(stop);
  if (!from || !to || !stop.link || stop.enterUtcMs <= last.exitUtcMs) return null;
  const { exitUtcMs: fromUtcMs } = last;
  return { fromUtcMs, toUtcMs: stop.enterUtcMs, from, to, stop: stop.ordinal, grade: stop.link.grade };
}

export function placeOf(stop: JourneyStop): Place | null {
  return stop.floorId === null || stop.posM === null ? null : { floorId: stop.floorId, posM: stop.posM };
}

/** Where the visitor is at `utcMs`; null outside the journey, and where it leads past a camera without a place. */
export function positionAt(itinerary: Itinerary, utcMs: number): Position | null {
  const leg = legAt(itinerary.legs, utcMs);
  if (!leg) return null;
  const { from, to, stop, grade } = leg;
  const lengthMs = leg.toUtcMs - leg.fromUtcMs;
  const share = lengthMs > 0 ? (utcMs - leg.fromUtcMs) / lengthMs : 0;
  if (from.floorId !== to.floorId) {
    // Nobody saw the way from floor to floor: the dot waits at its last place, then at its next.
    return { ...(share < 0.5 ? from : to), stop, grade };
  }
  return { floorId: from.floorId, posM: mix(from.posM, to.posM, share), stop, grade };
}

/** The leg that `utcMs` lies in; where one ends as another begins, the one that begins. */
function legAt(legs: readonly Leg[], utcMs: number): Leg | null {
  for (let i = legs.length - 1; i >= 0; i -= 1) {
    const leg = legs[i]!;
    if (utcMs >= leg.fromUtcMs) return utcMs <= leg.toUtcMs ? leg : null;
  }
  return null;
}

function mix(a: PointM, b: PointM, share: number): PointM {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}
