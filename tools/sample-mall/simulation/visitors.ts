import { Random } from '../../random.ts';
import { LEVEL_HEIGHT_M, SHOPS } from '../world/mall.ts';
import { formation } from './formation.ts';
import { Itinerary, type Leg, type Position } from './itinerary.ts';
import { keepApart } from './keep-apart.ts';
import { type Outfit, randomOutfit, staffOutfit } from './outfits.ts';
import { entranceKeys, route, shopKeys, type Waypoint, waypoint } from './routes.ts';
import type { Way } from './steps.ts';
import { type Trajectory, trajectoryOf } from './trajectory.ts';

/** Somebody of the simulated day, without where they go. */
export interface Visitor {
  /** Identity in the ground truth, from 1. */
  readonly id: number;
  readonly role: 'visitor' | 'staff';
  /** People who came together share it; null alone. */
  readonly group: number | null;
  readonly outfit: Outfit;
  /** Metres per second. */
  readonly speed: number;
}

export interface Person extends Visitor {
  readonly trajectory: Trajectory;
}

/** How somebody keeps off the middle of the way, -1..1. */
interface Lane {
  readonly x: number;
  readonly y: number;
}

const placeOf = (point: Waypoint, lane: Lane): Position => ({
  x: point.x + lane.x * point.slackX,
  y: point.y + lane.y * point.slackY,
  height: point.level * LEVEL_HEIGHT_M,
});

const isEscalator = (a: Waypoint, b: Waypoint): boolean => a.level !== b.level;

interface Errand {
  readonly shopKey: string;
  readonly insideS: number;
  readonly lookS: number;
}

function follow(way: Itinerary, points: readonly Waypoint[], lane: Lane): void {
  points.slice(1).forEach((next, i) => {
    const before = points[i];
    if (before && isEscalator(before, next)) way.ride(placeOf(next, lane));
    else way.walkTo(placeOf(next, lane));
  });
}

interface Visit {
  readonly startS: number;
  readonly speed: number;
  readonly from: string;
  readonly errands: readonly Errand[];
  readonly to: string;
  readonly lane: Lane;
}

/** The whole visit: in, the errands in order, out. */
function visit({ startS, speed, from, errands, to, lane }: Visit): readonly Leg[] {
  const way = new Itinerary(startS, placeOf(waypoint(from), lane), speed);
  let here = from;
  for (const { shopKey, insideS, lookS } of errands) {
    const points = route(here, shopKey);
    follow(way, points.slice(0, -1), lane);
    const shop = SHOPS[shopKeys.indexOf(shopKey)];
    if (!shop) throw new RangeError(shopKey);
    const inwards = shop.front === 'south' ? -1 : 1;
    const { x, y } = shop.door;
    const height = shop.level * LEVEL_HEIGHT_M;
    if (lookS > 0) {
      way.walkTo({ x: x - 2.6, y: y - inwards * 1.1, height });
      way.stand(lookS, shop.front === 'south' ? 0 : 180);
    }
    if (insideS > 0) {
      way.walkTo({ x, y: y - inwards * 0.6, height });
      way.walkTo({ x, y: y + inwards * 3.2, height }, true);
      way.hide(insideS);
      way.walkTo({ x, y: y - inwards * 0.8, height }, true);
    }
    here = points.at(-2)?.key ?? here;
  }
  follow(way, route(here, to), lane);
  return way.legs;
}

export interface SimulationSettings {
  readonly seed: number;
  readonly visitors: number;
  readonly staff: number;
  /** Footage begins at 0 s; visitors arrive from a little before it until `arriveUntilS`. */
  readonly arriveUntilS: number;
}

/** Everybody who is in the mall during the footage, the same for the same settings. */
export function simulatePeople(settings: SimulationSettings): Person[] {
  const random = new Random(settings.seed);
  const taken = new Set<string>();
  const people: Visitor[] = [];
  const ways: Way[] = [];
  let group = 0;
  while (people.length < settings.visitors) {
    const size = Math.min(
      random.chance(0.28) ? (random.chance(0.25) ? 3 : 2) : 1,
      settings.visitors - people.length,
    );
    if (size > 1) group++;
    const { speed, legs } = randomVisit(random, settings.arriveUntilS);
    ways.push(...formation(legs, size));
    for (let member = 0; member < size; member++) {
      people.push({
        id: people.length + 1,
        role: 'visitor',
        group: size > 1 ? group : null,
        outfit: randomOutfit(random, taken),
        speed,
      });
    }
  }
  for (let guard = 0; guard < settings.staff; guard++) {
    people.push({
      id: people.length + 1,
      role: 'staff',
      group: null,
      outfit: staffOutfit(random),
      speed: 1,
    });
    ways.push(...formation(patrol(random, guard, settings.arriveUntilS + 60), 1));
  }
  const trajectories = keepApart(ways).map(trajectoryOf);
  return people.flatMap((person, i) => {
    const trajectory = trajectories[i];
    return trajectory ? [{ ...person, trajectory }] : [];
  });
}

function randomVisit(random: Random, arriveUntilS: number): { speed: number; legs: readonly Leg[] } {
  const speed = Math.max(0.8, random.normal(1.25, 0.17));
  const startS = random.between(-25, arriveUntilS);
  const from = random.pick(entranceKeys);
  const to = random.pick(entranceKeys);
  const errands: Errand[] = [];
  for (const count = random.chance(0.35) ? 2 : 1; errands.length < count; ) {
    const isLooking = random.chance(0.45);
    errands.push({
      shopKey: random.pick(shopKeys),
      lookS: isLooking ? random.between(5, 14) : 0,
      insideS: isLooking && random.chance(0.5) ? 0 : random.between(8, 30),
    });
  }
  const lane = {
    x: random.between(-1, 1),
    y: random.between(0.35, 1) * (random.chance(0.5) ? 1 : -1),
  };
  return { speed, legs: visit({ startS, speed, from, errands, to, lane }) };
}

/** A guard walks a beat and stops to look, for as long as the footage lasts. */
function patrol(random: Random, guard: number, untilS: number): readonly Leg[] {
  const beat =
    guard % 2 === 0
      ? ['w1', 'w2', 'gateW', 'sw', 'se', 'gateE', 'e1', 'e2']
      : ['U2', 'U1', 'UgateW', 'Unw', 'Une', 'UgateE', 'U3', 'U4'];
  const lane = { x: 0.2, y: random.chance(0.5) ? 0.5 : -0.5 };
  const first = waypoint(beat[0] ?? 'w1');
  const way = new Itinerary(-30, placeOf(first, lane), 1);
  for (let lap = 0; way.now < untilS; lap++) {
    follow(way, (lap % 2 === 0 ? beat : beat.toReversed()).map(waypoint), lane);
    way.stand(random.between(4, 9), random.between(0, 360));
  }
  return way.legs;
}
