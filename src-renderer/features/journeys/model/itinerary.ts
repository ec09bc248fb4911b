/**
 * Where a visitor is on the plan at one instant, from the stops of the journey. A journey is compiled once into
 * *legs* (seen at a stop, walking there or standing; on the way between two), so that playback only has to look up and
 * interpolate.
 */
import type { Journey, JourneyStop, LinkGrade, Walk } from '#shared/contract/journeys.ts';
import type { PointM } from '#shared/units.ts';

export interface Place {
  readonly floorId: number;
  readonly posM: PointM;
  /** 1 where only the camera is known, so that visitors are drawn beside each other; 0 where they walked there. */
  readonly spread: number;
}

/** By tracklet: where visitors walked while a camera saw them. */
export type Walks = ReadonlyMap<number, Walk>;

export const noWalks: Walks = new Map();

/** A place of a stop at one time. */
interface TimedPlace extends Place {
  readonly utcMs: number;
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
  /** As of places, in between on the way. */
  readonly spread: number;
  readonly stop: number;
  readonly grade: LinkGrade | null;
}

export function compileItinerary(journey: Journey, walks: Walks = noWalks): Itinerary {
  const legs: Leg[] = [];
  /** Of the stops so far the one that lost sight of the visitor last. */
  let last: JourneyStop | null = null;
  for (const stop of journey.stops) {
    const way = last && wayBetween(last, stop, walks);
    if (way) legs.push(way);
    // Cameras whose views overlap may see a visitor together: the earlier one keeps the dot until it loses sight.
    const fromUtcMs: number = Math.max(stop.enterUtcMs, last?.exitUtcMs ?? stop.enterUtcMs);
    if (fromUtcMs <= stop.exitUtcMs) legs.push(...legsInView(stop, fromUtcMs, walks));
    if (last === null || stop.exitUtcMs >= last.exitUtcMs) last = stop;
  }
  const { id: journeyId, label, startUtcMs, endUtcMs } = journey;
  return { journeyId, label, startUtcMs, endUtcMs, legs };
}

/** From `fromUtcMs` until the stop ends. */
function legsInView(stop: JourneyStop, fromUtcMs: number, walks: Walks): Leg[] {
  const line = lineOf(stop, walks);
  if (!line) return [];
  const { exitUtcMs, ordinal } = stop;
  const corners = line.filter(({ utcMs }) => utcMs > fromUtcMs && utcMs < exitUtcMs);
  const begin = { ...placeAt(line, fromUtcMs), utcMs: fromUtcMs };
  const end = { ...placeAt(line, exitUtcMs), utcMs: exitUtcMs };
  return [...corners, end].map((to, index) => {
    const from = index === 0 ? begin : corners[index - 1]!;
    return { fromUtcMs: from.utcMs, toUtcMs: to.utcMs, from, to, stop: ordinal, grade: null };
  });
}

function wayBetween(last: JourneyStop, stop: JourneyStop, walks: Walks): Leg | null {
  const before = lineOf(last, walks);
  const after = lineOf(stop, walks);
  if (!before || !after || !stop.link || stop.enterUtcMs <= last.exitUtcMs) return null;
  const { exitUtcMs: fromUtcMs } = last;
  const [from, to] = [before.at(-1)!, after[0]!];
  return { fromUtcMs, toUtcMs: stop.enterUtcMs, from, to, stop: stop.ordinal, grade: stop.link.grade };
}

/** Where the visitor was at a stop, in order of time, one place at least; null where the camera is not on the plan. */
export function lineOf(
  { trackletId, enterUtcMs, floorId, posM }: JourneyStop,
  walks: Walks,
): TimedPlace[] | null {
  if (floorId === null || posM === null) return null;
  const walk = walks.get(trackletId);
  if (!walk) return [{ utcMs: enterUtcMs, floorId, posM, spread: 1 }];
  return walk.points.map(([utcMs, x, y]) => ({ utcMs, floorId, posM: { x, y }, spread: 0 }));
}

/** Of a line; before its first place and after its last those. */
function placeAt(line: readonly TimedPlace[], utcMs: number): Place {
  const index = line.findIndex((place) => place.utcMs >= utcMs);
  const after = line[index] ?? line.at(-1)!;
  const before = line[index - 1];
  if (!before || after.utcMs <= before.utcMs) return after;
  const share = (utcMs - before.utcMs) / (after.utcMs - before.utcMs);
  return { ...after, posM: mix(before.posM, after.posM, share) };
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
    const { floorId, posM, spread } = share < 0.5 ? from : to;
    return { floorId, posM, spread, stop, grade };
  }
  const spread = from.spread + (to.spread - from.spread) * share;
  return { floorId: from.floorId, posM: mix(from.posM, to.posM, share), spread, stop, grade };
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
