import { headingOf, type Leg, legAt, type Position } from './itinerary.ts';
import { STEP_S, type Step, smoothed, unwrapped, type Way } from './steps.ts';

/** Companions walk this far from each other, shoulder to shoulder. */
const ABREAST_M = 0.75;
/** And this much later where only one fits. */
const BEHIND_S = 0.8;
/** They fall in line this long before a narrow place, and abreast again as long after it. */
const REGROUP_S = 3.6;
/** Half of the time in which the formation turns: whoever is on the outside has more way to go. */
const TURN_S = 1;

/**
 * The ways of people who came together, the first of whom goes along `legs`: abreast of each other, and one behind the
 * other through doors and on escalators.
 */
export function formation(legs: readonly Leg[], size: number): Way[] {
  const start = legs[0]?.fromS ?? 0;
  const end = (legs.at(-1)?.toS ?? 0) + size * BEHIND_S;
  const first = Math.ceil(start / STEP_S);
  const count = Math.floor(end / STEP_S) - first + 1;
  const times = Array.from({ length: count }, (_, i) => (first + i) * STEP_S);
  const narrow = narrowness(legs, times);
  const headings = turns(legs, times);
  return Array.from({ length: size }, (_, member) => ({
    first,
    steps: times.map((timeS, i): Step | null => {
      const share = narrow[i] ?? 0;
      const behindS = member * BEHIND_S * Math.sin((share * Math.PI) / 2);
      const led = legAt(legs, timeS - behindS);
      if (!led || led.leg.kind === 'hidden') return null;
      const heading = headings[Math.max(0, i - Math.round(behindS / STEP_S))] ?? 0;
      const asideM = sideOf(member) * ABREAST_M * Math.cos((share * Math.PI) / 2);
      const across = ((heading + 90) * Math.PI) / 180;
      return {
        x: led.at.x + asideM * Math.sin(across),
        y: led.at.y - asideM * Math.cos(across),
        height: led.at.height,
        kind: led.leg.kind,
        facingDeg: facing(led.leg),
      };
    }),
  }));
}

/** The first in the middle, the second to their right, the third to their left, and on outwards. */
const sideOf = (member: number): number => Math.ceil(member / 2) * (member % 2 === 1 ? 1 : -1);

const facing = (leg: Leg): number => leg.facingDeg ?? headingOf(leg.from, leg.to);

/** 1 in a narrow place, 0 far from one. */
function narrowness(legs: readonly Leg[], times: readonly number[]): number[] {
  const reachS = REGROUP_S / 2;
  const near = times.map((timeS) =>
    legs.some(({ isNarrow, fromS, toS }) => isNarrow && timeS > fromS - reachS && timeS < toS + reachS)
      ? 1
      : 0,
  );
  return smoothed(near, Math.round(reachS / STEP_S));
}

/** Where the first one looks, turning at a person's pace. Before and after the way as at its ends. */
function turns(legs: readonly Leg[], times: readonly number[]): number[] {
  let last = legs[0] ? facing(legs[0]) : 0;
  const looks = times.map((timeS) => {
    const leg = legAt(legs, timeS)?.leg;
    if (leg && (leg.facingDeg !== undefined || isMoving(leg.from, leg.to))) last = facing(leg);
    return last;
  });
  return smoothed(unwrapped(looks), Math.round(TURN_S / STEP_S));
}

const isMoving = (from: Position, to: Position): boolean => from.x !== to.x || from.y !== to.y;
