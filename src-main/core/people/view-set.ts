import { inverseLength } from '../outfit/packed-vectors.ts';
import { EMBEDDING_LENGTH } from '../outfit/types.ts';
import { partsOf } from './join-continued.ts';
import type { PersonJourney, PersonStop } from './types.ts';

/** A described tracklet of somebody: of a view that borders part, each part. */
export interface View {
  readonly journey: PersonJourney;
  readonly stop: PersonStop;
  readonly vector: Int8Array;
  /** 1 / length of the vector. */
  readonly inverseNorm: number;
}

/** Rounds of moving the middle of a look to its views; more change nothing. */
const ROUNDS = 3;
/** Journeys of fewer views say nothing about how one person's views differ. */
const MIN_VIEWS = 3;
/** Where a study has no such journey: what one person's views score in it is not known. */
const USUAL_NEARNESS = 0.8;

/** Views that looks are sought among. */
export class ViewSet {
  #views: readonly View[];

  constructor(journeys: readonly PersonJourney[]) {
    this.#views = journeys.flatMap(viewsOf);
  }

  get all(): readonly View[] {
    return this.#views;
  }

  /** The journey's views that were not taken out. */
  of(journey: PersonJourney): View[] {
    return this.#views.filter((view) => view.journey === journey);
  }

  /** Views at a cosine of `nearness` or more from the middle of the look that some views begin. */
  like(first: readonly View[], nearness: number): readonly View[] {
    let look = first;
    for (let round = 0; round < ROUNDS && look.length > 0; round++) {
      const middle = unit(sumOf(look));
      look = this.#views.filter((view) => cosine(view, middle) >= nearness);
    }
    return look;
  }

  takeOut(journeys: readonly PersonJourney[]): void {
    const gone = new Set(journeys);
    this.#views = this.#views.filter(({ journey }) => !gone.has(journey));
  }
}

/**
 * The cosine of one person's views to their middle, over all journeys: the root of the mean cosine of pairs, which the
 * length R of the mean of n unit vectors gives without counting pairs, (nR² − 1)/(n − 1) (Mardia & Jupp 2000, 9.2).
 */
export function personNearness(journeys: readonly PersonJourney[]): number {
  let sum = 0;
  let weight = 0;
  for (const journey of journeys) {
    const views = viewsOf(journey);
    if (views.length < MIN_VIEWS) continue;
    const squared = sumOf(views).reduce((total, value) => total + value * value, 0);
    sum += (squared - views.length) / views.length;
    weight += views.length - 1;
  }
  return weight === 0 ? USUAL_NEARNESS : Math.sqrt(Math.max(0, sum / weight));
}

function viewsOf(journey: PersonJourney): View[] {
  return journey.stops.flatMap(partsOf).flatMap((stop) => {
    const { vector } = stop;
    if (vector === null) return [];
    const inverseNorm = inverseLength(vector);
    return inverseNorm > 0 ? [{ journey, stop, vector, inverseNorm }] : [];
  });
}

/** Sum of the views' unit vectors. */
function sumOf(views: readonly View[]): Float64Array {
  const sum = new Float64Array(EMBEDDING_LENGTH);
  for (const { vector, inverseNorm } of views) {
    for (let at = 0; at < EMBEDDING_LENGTH; at++) sum[at] = sum[at]! + vector[at]! * inverseNorm;
  }
  return sum;
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function cosine({ vector, inverseNorm }: View, middle: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < EMBEDDING_LENGTH; at++) sum += vector[at]! * middle[at]!;
  return sum * inverseNorm;
}
