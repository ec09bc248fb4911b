import { type Gaussian, logNormalPdf, Moments } from '../statistics/moments.ts';
import type { LinkingConfig } from './config.ts';
import type { NegativePair } from './negatives.ts';
import { evenSample, hasEmbedding, similarity, type TrackletTable } from './tracklet-table.ts';

/** Weight, in pairs, of the standard normal that normalised similarities of two people should follow. */
const NEGATIVE_PRIOR_PAIRS = 20;
const MIN_SD = 0.05;

/**
 * From cosine to log-likelihood ratio, without labels.
 *
 * 1. A cosine is normalised against what each side scores with a cohort of the other side's camera (S-norm,
 *    Kenny 2010): a black jacket resembles half of the mall and earns less than a red coat, and a pair of
 *    cameras with different light is compared with itself.
 * 2. Normalised similarities of simultaneous tracklets give the curve of *two people*, per pair of cameras,
 *    shrunk to the study's. The curve of *one person* starts as a prior above it, and learns from border
 *    continuations and from the soft matches of every EM step.
 */
export class AppearanceModel {
  readonly #table: TrackletTable;
  readonly #config: LinkingConfig;
  readonly #cohorts: readonly (readonly number[])[];
  readonly #overall: Gaussian;
  /** Mean and spread of a row's similarity to a camera's cohort, filled when first asked for; NaN before. */
  readonly #cohortMean: Float32Array;
  readonly #cohortSd: Float32Array;
  readonly #otherPeople: readonly Gaussian[];
  readonly #otherPeopleOverall: Gaussian;
  #onePerson: Gaussian;

  constructor(table: TrackletTable, negatives: readonly NegativePair[], config: LinkingConfig) {
    this.#table = table;
    this.#config = config;
    const cameras = table.cameras.length;
    this.#cohorts = table.rowsOfCamera.map((rows) =>
      evenSample(
        rows.filter((row) => hasEmbedding(table, row)),
        config.cohortSize,
      ),
    );
    this.#overall = this.#overallSimilarity();
    this.#cohortMean = new Float32Array(table.tracklets.length * cameras).fill(Number.NaN);
    this.#cohortSd = new Float32Array(table.tracklets.length * cameras);

    const perPair = Array.from({ length: cameras * cameras }, () => new Moments());
    const overall = new Moments();
    for (const { first, second } of negatives) {
      const score = this.score(first, second);
      if (Number.isNaN(score)) continue;
      overall.add(score);
      perPair[this.#cell(first, second)]!.add(score);
    }
    const negative = overall.shrunkTo({ mean: 0, sd: 1 }, NEGATIVE_PRIOR_PAIRS, MIN_SD);
    this.#otherPeopleOverall = negative;
    this.#otherPeople = perPair.map((moments) => moments.shrunkTo(negative, config.cameraPairShrink, MIN_SD));
    this.#onePerson = this.#priorOnePerson();
  }

  /** Spread and mean of what two views of one person score, as learnt so far. */
  get onePerson(): Gaussian {
    return this.#onePerson;
  }

  /**
   * Similarity in standard deviations above what strangers score; NaN where a side has no embedding. Does not
   * depend on what is learnt, so EM computes it once per pair.
   */
  score(first: number, second: number): number {
    if (!hasEmbedding(this.#table, first) || !hasEmbedding(this.#table, second)) return Number.NaN;
    const cosine = similarity(this.#table, first, second);
    const a = this.#againstCohort(cosine, first, this.#table.cameraIndex[second]!);
    const b = this.#againstCohort(cosine, second, this.#table.cameraIndex[first]!);
    return (a + b) / 2;
  }

  /** Of a `score`, in nats, within ±`appearanceLimit`; 0 for NaN. */
  llr(first: number, second: number, score: number): number {
    if (Number.isNaN(score)) return 0;
    const negative = this.#otherPeople[this.#cell(first, second)]!;
    const ratio = monotoneRatio(score, this.#onePerson, negative);
    return Math.max(-this.#config.appearanceLimit, Math.min(this.#config.appearanceLimit, ratio));
  }

  /** Learns the curve of one person from scores of links and how likely each is. */
  learn(links: Iterable<{ readonly score: number; readonly weight: number }>): void {
    const moments = new Moments();
    for (const { score, weight } of links) {
      if (!Number.isNaN(score)) moments.add(score, weight);
    }
    this.#onePerson = moments.shrunkTo(this.#priorOnePerson(), this.#config.positiveShrink, MIN_SD);
  }

  #priorOnePerson(): Gaussian {
    const { mean, sd } = this.#otherPeopleOverall;
    return { mean: mean + this.#config.positiveMean * sd, sd: this.#config.positiveSd * sd };
  }

  #cell(first: number, second: number): number {
    const a = this.#table.cameraIndex[first]!;
    const b = this.#table.cameraIndex[second]!;
    return Math.min(a, b) * this.#table.cameras.length + Math.max(a, b);
  }

  #overallSimilarity(): Gaussian {
    const moments = new Moments();
    for (const cohort of this.#cohorts) {
      for (const other of this.#cohorts) {
        for (const first of evenSample(cohort, 16)) {
          for (const second of evenSample(other, 16)) {
            if (first !== second) moments.add(similarity(this.#table, first, second));
          }
        }
      }
    }
    return moments.shrunkTo({ mean: 0.5, sd: 0.2 }, 1, 0.01);
  }

  #againstCohort(score: number, row: number, camera: number): number {
    const cell = row * this.#table.cameras.length + camera;
    if (Number.isNaN(this.#cohortMean[cell])) {
      const moments = new Moments();
      for (const other of this.#cohorts[camera]!) {
        if (other !== row) moments.add(similarity(this.#table, row, other));
      }
      const { mean, sd } = moments.shrunkTo(this.#overall, this.#config.cohortShrink, 0.01);
      this.#cohortMean[cell] = mean;
      this.#cohortSd[cell] = sd;
    }
    return (score - this.#cohortMean[cell]!) / this.#cohortSd[cell]!;
  }
}

/**
 * log p(score | one person) − log p(score | two people), flat beyond the vertex of that parabola: with
 * unequal spreads the ratio of two normals would turn around, and more alike must never mean less likely.
 */
export function monotoneRatio(score: number, positive: Gaussian, negative: Gaussian): number {
  const precision = 1 / positive.sd ** 2 - 1 / negative.sd ** 2;
  let at = score;
  if (Math.abs(precision) > 1e-9) {
    const vertex = (positive.mean / positive.sd ** 2 - negative.mean / negative.sd ** 2) / precision;
    at = precision > 0 ? Math.min(score, vertex) : Math.max(score, vertex);
  }
  return logNormalPdf(at, positive) - logNormalPdf(at, negative);
}
