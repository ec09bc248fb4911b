import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import type { Gaussian } from '../../statistics/moments.ts';
import { hasEmbedding, type TrackletTable } from '../tracklets/tracklet-table.ts';

/** Some tracklets as one: how many have an embedding, and the sum of their unit vectors. Those of a presence count one by one. */
export interface LookSum {
  count: number;
  readonly sum: Float32Array;
}

/** A sum that does not change any more. */
export interface MeasuredLook extends Readonly<LookSum> {
  /** Squared length of the sum. */
  readonly squared: number;
}

export function measured(look: LookSum): MeasuredLook {
  return { ...look, squared: dotOf(look.sum, look.sum) };
}

/** A ratio of two thirds of the pairs being right is as good as certain; beyond lies only rounding. */
const MIN_COHERENCE = 0.05;
const MAX_COHERENCE = 0.95;

/**
 * How likely it is that sightings are of one person, however many they are.
 *
 * The two-covariance model (probabilistic LDA, Ioffe 2006) with round covariances: a person is a point, each
 * sighting lies around it, and the log-likelihood ratio of n sightings with the sum s of their unit vectors,
 * against n strangers, is
 *
 *     L(n, s) = −d/2 · (log(1 + nβ) − n·log(1 + β)) + β/2w · (|s|² / (1 + nβ) − n / (1 + β))
 *
 * β is the spread of people over that of one person's sightings, w the latter, d the number of directions. For
 * two sightings L is linear in their cosine; its slope and zero are those of the learnt curves, and β follows
 * from the mean cosine of one person, ρ = β / (1 + β). So three sightings of a coat weigh more than one, and
 * ten of a crowd's black jacket never become certainty.
 */
export class LookModel {
  readonly #table: TrackletTable;
  readonly #beta: number;
  readonly #halfDirections: number;
  readonly #scale: number;

  constructor(table: TrackletTable, onePerson: Gaussian, otherPeople: Gaussian) {
    this.#table = table;
    const coherence = Math.min(MAX_COHERENCE, Math.max(MIN_COHERENCE, onePerson.mean));
    const beta = coherence / (1 - coherence);
    const slope = (onePerson.mean - otherPeople.mean) / ((onePerson.sd ** 2 + otherPeople.sd ** 2) / 2);
    /** As many standard deviations above strangers as below one person. */
    const zero =
      (otherPeople.mean * onePerson.sd + onePerson.mean * otherPeople.sd) / (onePerson.sd + otherPeople.sd);
    this.#beta = beta;
    this.#scale = (slope * (1 + 2 * beta)) / 2;
    const apart = 2 * Math.log(1 + beta) - Math.log(1 + 2 * beta);
    const atZero = this.#scale * ((2 + 2 * zero) / (1 + 2 * beta) - 2 / (1 + beta));
    this.#halfDirections = -atZero / apart;
  }

  empty(): LookSum {
    return { count: 0, sum: new Float32Array(EMBEDDING_LENGTH) };
  }

  of(row: number): LookSum {
    const look = this.empty();
    this.add(look, row);
    return look;
  }

  /** Makes a sum that is used again that of one tracklet. */
  read(row: number, into: LookSum): void {
    into.sum.fill(0);
    into.count = 0;
    this.add(into, row);
  }

  /** Adds a row; `times` −1 takes it away. */
  add(look: LookSum, row: number, times: 1 | -1 = 1): void {
    if (!hasEmbedding(this.#table, row)) return;
    const { embeddings, inverseNorm, lookCount, lookLength } = this.#table;
    const base = row * EMBEDDING_LENGTH;
    const scale = inverseNorm[row]! * lookLength[row]! * times;
    for (let i = 0; i < EMBEDDING_LENGTH; i++) look.sum[i]! += embeddings[base + i]! * scale;
    look.count += lookCount[row]! * times;
  }

  /** In nats, for "all of both are one person" against "two people"; 0 where a side has no embedding. */
  gain(first: LookSum, second: LookSum): number {
    const product = dotOf(first.sum, second.sum);
    return this.gainOf(first.count, squared(first.sum), second.count, squared(second.sum), product);
  }

  /** In nats, for "all of it is one person" against "as many people as sightings". */
  worth({ count, sum }: LookSum): number {
    return this.worthOf(count, squared(sum));
  }

  /** The same of `count` sightings whose sum has this squared length. */
  worthOf(count: number, squaredSum: number): number {
    return count === 0 ? 0 : this.#likelihood(count, squaredSum);
  }

  /** `gain` from the squared lengths of both sums, and their product. */
  gainOf(firstCount: number, first: number, secondCount: number, second: number, product: number): number {
    if (firstCount === 0 || secondCount === 0) return 0;
    return (
      this.#likelihood(firstCount + secondCount, first + second + 2 * product) -
      this.#likelihood(firstCount, first) -
      this.#likelihood(secondCount, second)
    );
  }

  #likelihood(count: number, squaredSum: number): number {
    const spread = Math.log(1 + count * this.#beta) - count * Math.log(1 + this.#beta);
    const fit = squaredSum / (1 + count * this.#beta) - count / (1 + this.#beta);
    return this.#scale * fit - this.#halfDirections * spread;
  }
}

export function dotOf(a: Float32Array, b: Float32Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < EMBEDDING_LENGTH; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  return s0 + s1 + s2 + s3;
}

function squared(a: Float32Array): number {
  return dotOf(a, a);
}
