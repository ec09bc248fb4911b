import { Random } from '../../random.ts';
import { ESCALATOR_SPEED, LEVEL_HEIGHT_M, SHOPS } from '../world/mall.ts';
import { type Outfit, randomOutfit, staffOutfit } from './outfits.ts';
import { entranceKeys, route, shopKeys, type Waypoint, waypoint } from './routes.ts';

export type Gait = 'walk' | 'idle';

/** A straight piece of somebody's way. Positions in metres; `height` above the ground floor. */
export interface Leg {
  readonly fromS: number;
  readonly toS: number;
  readonly from: Position;
  readonly to: Position;
  readonly gait: Gait;
  /** Looks this way while standing; undefined looks along the leg. 0 is up on the plan, clockwise. */
  readonly facingDeg?: number;
  /** In the back of a shop: not in the mall's space. */
  readonly isHidden: boolean;
}

export interface Position {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface Person {
  /** Identity in the ground truth, from 1. */
  readonly id: number;
  readonly role: 'visitor' | 'staff';
  /** People who came together share it; null alone. */
  readonly group: number | null;
  readonly outfit: Outfit;
  readonly speed: number;
  readonly legs: readonly Leg[];
}

/** Where a person is at a time, or null before, after and in the back of a shop. */
export interface Pose extends Position {
  readonly headingDeg: number;
  readonly gait: Gait;
  /** Metres walked, which drives the walk cycle. */
  readonly walkedM: number;
}

const headingOf = (a: Position, b: Position): number =>
  ((Math.atan2(b.x - a.x, -(b.y - a.y)) * 180) / Math.PI + 360) % 360;

export function poseAt(person: Person, timeS: number): Pose | null {
  let walkedM = 0;
  for (const leg of person.legs) {
    const length = Math.hypot(leg.to.x - leg.from.x, leg.to.y - leg.from.y);
    if (timeS >= leg.toS) {
      if (leg.gait === 'walk') walkedM += length;
      continue;
    }
    if (timeS < leg.fromS || leg.isHidden) return null;
    const t = (timeS - leg.fromS) / (leg.toS - leg.fromS);
    return {
      x: leg.from.x + (leg.to.x - leg.from.x) * t,
      y: leg.from.y + (leg.to.y - leg.from.y) * t,
      height: leg.from.height + (leg.to.height - leg.from.height) * t,
      headingDeg: leg.facingDeg ?? headingOf(leg.from, leg.to),
      gait: leg.gait,
      walkedM: walkedM + (leg.gait === 'walk' ? length * t : 0),
    };
  }
  return null;
}

/** Builds somebody's way leg by leg, keeping the clock. */
class Way {
  readonly legs: Leg[] = [];
  #now: number;
  #here: Position;
  readonly #speed: number;

  constructor(startS: number, here: Position, speed: number) {
    this.#now = startS;
    this.#here = here;
    this.#speed = speed;
  }

  get now(): number {
    return this.#now;
  }

  #push(to: Position, seconds: number, gait: Gait, isHidden = false, facingDeg?: number): void {
    this.legs.push({
      fromS: this.#now,
      toS: this.#now + seconds,
      from: this.#here,
      to,
      gait,
      isHidden,
      ...(facingDeg === undefined ? {} : { facingDeg }),
    });
    this.#now += seconds;
    this.#here = to;
  }

  walkTo(to: Position): void {
    const length = Math.hypot(to.x - this.#here.x, to.y - this.#here.y);
    if (length > 0.05) this.#push(to, length / this.#speed, 'walk');
  }

  ride(to: Position): void {
    const length = Math.hypot(to.x - this.#here.x, to.y - this.#here.y);
    this.#push(to, length / ESCALATOR_SPEED, 'idle', false, headingOf(this.#here, to));
  }

  stand(seconds: number, facingDeg: number): void {
    this.#push(this.#here, seconds, 'idle', false, facingDeg);
  }

  hide(seconds: number): void {
    this.#push(this.#here, seconds, 'idle', true);
  }
}

/** How somebody keeps off the middle of the way, -1..1, and where a companion walks beside them, in metres. */
interface Habit {
  readonly laneX: number;
  readonly laneY: number;
  readonly besideX: number;
  readonly besideY: number;
}

function placeOf(point: Waypoint, habit: Habit): Position {
  const isNarrow = point.slackX < 0.3;
  return {
    x: point.x + habit.laneX * point.slackX + (isNarrow ? 0 : habit.besideX),
    y: point.y + habit.laneY * point.slackY + (isNarrow ? habit.besideY : habit.besideY * 0.6),
    height: point.level * LEVEL_HEIGHT_M,
  };
}

const isEscalator = (a: Waypoint, b: Waypoint): boolean => a.level !== b.level;

type Errand = {
  readonly kind: 'shop';
  readonly key: string;
  readonly insideS: number;
  readonly lookS: number;
};

function follow(way: Way, keys: readonly Waypoint[], habit: Habit): void {
  for (let i = 1; i < keys.length; i++) {
    const before = keys[i - 1];
    const next = keys[i];
    if (!before || !next) continue;
    if (isEscalator(before, next)) way.ride(placeOf(next, habit));
    else way.walkTo(placeOf(next, habit));
  }
}

/** The whole visit: in, the errands in order, out. */
function visit(
  startS: number,
  from: string,
  errands: readonly Errand[],
  to: string,
  speed: number,
  habit: Habit,
): Leg[] {
  const way = new Way(startS, placeOf(waypoint(from), habit), speed);
  let here = from;
  for (const errand of errands) {
    const keys = route(here, errand.key);
    follow(way, keys.slice(0, -1), habit);
    const shop = SHOPS[shopKeys.indexOf(errand.key)];
    if (!shop) throw new RangeError(errand.key);
    const inwards = shop.front === 'south' ? -1 : 1;
    const height = shop.level * LEVEL_HEIGHT_M;
    if (errand.lookS > 0) {
      way.walkTo({
        x: shop.door.x - 2.6 + habit.besideX,
        y: shop.door.y - inwards * 1.1 + habit.besideY * 0.4,
        height,
      });
      way.stand(errand.lookS, shop.front === 'south' ? 0 : 180);
    }
    if (errand.insideS > 0) {
      const doorX = shop.door.x + habit.besideX * 0.5;
      way.walkTo({ x: doorX, y: shop.door.y - inwards * 0.6, height });
      way.walkTo({ x: doorX, y: shop.door.y + inwards * 3.2, height });
      way.hide(errand.insideS);
      way.walkTo({ x: doorX, y: shop.door.y - inwards * 0.8, height });
    }
    here = keys.at(-2)?.key ?? here;
  }
  follow(way, route(here, to), habit);
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
  const people: Person[] = [];
  let group = 0;
  while (people.length < settings.visitors) {
    const size = Math.min(
      random.chance(0.28) ? (random.chance(0.25) ? 3 : 2) : 1,
      settings.visitors - people.length,
    );
    if (size > 1) group++;
    const speed = Math.max(0.8, random.normal(1.25, 0.17));
    const startS = random.between(-25, settings.arriveUntilS);
    const from = random.pick(entranceKeys);
    const to = random.pick(entranceKeys);
    const errands: Errand[] = [];
    for (const count = random.chance(0.35) ? 2 : 1; errands.length < count; ) {
      const isLooking = random.chance(0.45);
      errands.push({
        kind: 'shop',
        key: random.pick(shopKeys),
        lookS: isLooking ? random.between(5, 14) : 0,
        insideS: isLooking && random.chance(0.5) ? 0 : random.between(8, 30),
      });
    }
    const laneX = random.between(-1, 1);
    const laneY = random.between(0.35, 1) * (random.chance(0.5) ? 1 : -1);
    for (let member = 0; member < size; member++) {
      const habit: Habit = {
        laneX,
        laneY: laneY * (size > 1 ? 0.75 : 1),
        besideX: member * 0.42,
        besideY: member * 0.95,
      };
      people.push({
        id: people.length + 1,
        role: 'visitor',
        group: size > 1 ? group : null,
        outfit: randomOutfit(random, taken),
        speed,
        legs: visit(startS + member * 0.35, from, errands, to, speed, habit),
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
      legs: patrol(random, guard, settings.arriveUntilS + 60),
    });
  }
  return people;
}

/** A guard walks a beat and stops to look, for as long as the footage lasts. */
function patrol(random: Random, guard: number, untilS: number): Leg[] {
  const beat =
    guard % 2 === 0 ? ['w1', 'w2', 'sw', 'se', 'e1', 'e2'] : ['U2', 'U1', 'Unw', 'Une', 'U3', 'U4'];
  const habit: Habit = { laneX: 0.2, laneY: random.chance(0.5) ? 0.5 : -0.5, besideX: 0, besideY: 0 };
  const first = waypoint(beat[0] ?? 'w1');
  const way = new Way(-30, placeOf(first, habit), 1);
  for (let lap = 0; way.now < untilS; lap++) {
    const keys = (lap % 2 === 0 ? beat : beat.toReversed()).map(waypoint);
    follow(way, keys, habit);
    way.stand(random.between(4, 9), random.between(0, 360));
  }
  return way.legs;
}
