import { ESCALATOR_SPEED } from '../world/mall.ts';

export interface Position {
  /** On the plan, metres. */
  readonly x: number;
  readonly y: number;
  /** Above the ground floor, metres. */
  readonly height: number;
}

/** A straight piece of somebody's way, as they would go were they alone in the mall. */
export interface Leg {
  readonly fromS: number;
  readonly toS: number;
  readonly from: Position;
  readonly to: Position;
  /** `hidden` is in the back of a shop, which is not in the mall's space. */
  readonly kind: 'walk' | 'ride' | 'stand' | 'hidden';
  /** A door or an escalator: companions go through it one behind the other. */
  readonly isNarrow: boolean;
  /** Where somebody who stands or rides looks; undefined looks along the leg. 0 is up on the plan, clockwise. */
  readonly facingDeg?: number;
}

/** 0 is up on the plan, clockwise. */
export const headingOf = (a: Pick<Position, 'x' | 'y'>, b: Pick<Position, 'x' | 'y'>): number =>
  ((Math.atan2(b.x - a.x, -(b.y - a.y)) * 180) / Math.PI + 360) % 360;

/** Builds somebody's way leg by leg, keeping the clock. */
export class Itinerary {
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

  walkTo(to: Position, isNarrow = false): void {
    const length = Math.hypot(to.x - this.#here.x, to.y - this.#here.y);
    if (length > 0.05) this.#push({ to, seconds: length / this.#speed, kind: 'walk', isNarrow });
  }

  ride(to: Position): void {
    const length = Math.hypot(to.x - this.#here.x, to.y - this.#here.y);
    this.#push({ to, seconds: length / ESCALATOR_SPEED, kind: 'ride', isNarrow: true });
  }

  stand(seconds: number, facingDeg: number): void {
    this.#push({ to: this.#here, seconds, kind: 'stand', isNarrow: false, facingDeg });
  }

  hide(seconds: number): void {
    this.#push({ to: this.#here, seconds, kind: 'hidden', isNarrow: true });
  }

  #push({ seconds, ...leg }: Omit<Leg, 'from' | 'fromS' | 'toS'> & { readonly seconds: number }): void {
    this.legs.push({ fromS: this.#now, toS: this.#now + seconds, from: this.#here, ...leg });
    this.#now += seconds;
    this.#here = leg.to;
  }
}

/** The leg somebody is on, and where; null before the first and after the last. */
export function legAt(legs: readonly Leg[], timeS: number): { leg: Leg; at: Position } | null {
  const leg = legs.find(({ fromS, toS }) => timeS >= fromS && timeS < toS);
  if (!leg) return null;
  const t = (timeS - leg.fromS) / (leg.toS - leg.fromS);
  return {
    leg,
    at: {
      x: leg.from.x + (leg.to.x - leg.from.x) * t,
      y: leg.from.y + (leg.to.y - leg.from.y) * t,
      height: leg.from.height + (leg.to.height - leg.from.height) * t,
    },
  };
}
