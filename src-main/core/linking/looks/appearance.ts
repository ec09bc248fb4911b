import { type Gaussian, logNormalPdf, Moments } from '../../statistics/moments.ts';
import type { LinkingConfig } from '../config.ts';
import { evenSample, hasEmbedding, similarity, type TrackletTable } from '../tracklets/tracklet-table.ts';
import { LookModel } from './look-model.ts';
import type { NegativePair } from './negatives.ts';

/** Weight, in pairs, of what any two tracklets score, in the curve of two people. */
const NEGATIVE_PRIOR_PAIRS = 20;
const MIN_SD = 0.02;
/** Tracklets per camera whose similarities say what any two tracklets score. */
const SAMPLE = 24;

/**
 * From cosine to log-likelihood ratio, without labels. Similarities of simultaneous tracklets give the curve of
 * *two people*, per pair of cameras, shrunk to the study's. The curve of *one person* starts as a prior above
 * it, and learns from border continuations and from the soft matches of every EM step.
 *
 * The table's embeddings should be centred per camera (`study-metric.ts`): then who looks like everybody else
 * resembles nobody much, and a black jacket earns less than a red coat.
 */
export class AppearanceModel {
  readonly #table: TrackletTable;
  readonly #config: LinkingConfig;
  readonly #otherPeople: readonly Gaussian[];
  readonly #otherPeopleOverall: Gaussian;
  #onePerson: Gaussian;
  /** Per pair of cameras, by what is learnt so far. */
  #ratios: ((score: number) => number)[] = [];

  /** `learnt`: curves of another table of the same cameras; then there is nothing to learn from the negatives. */
  constructor(
    table: TrackletTable,
    negatives: readonly NegativePair[],
    config: LinkingConfig,
    learnt?: AppearanceModel,
  ) {
    this.#table = table;
    this.#config = config;
    if (learnt) {
      this.#otherPeople = learnt.#otherPeople;
      this.#otherPeopleOverall = learnt.#otherPeopleOverall;
      this.#onePerson = learnt.#onePerson;
      return;
    }
    const cameras = table.cameras.length;
    const perPair = Array.from({ length: cameras * cameras }, () => new Moments());
    const overall = new Moments();
    for (const { first, second } of negatives) {
      const score = this.score(first, second);
      if (Number.isNaN(score)) continue;
      overall.add(score);
      perPair[this.#cell(first, second)]!.add(score);
    }
    const negative = overall.shrunkTo(anyTwo(table), NEGATIVE_PRIOR_PAIRS, MIN_SD);
    this.#otherPeopleOverall = negative;
    this.#otherPeople = perPair.map((moments) => moments.shrunkTo(negative, config.cameraPairShrink, MIN_SD));
    this.#onePerson = this.#priorOnePerson();
  }

  /** The same curves, as learnt so far, for other tracklets of these cameras. */
  over(table: TrackletTable): AppearanceModel {
    return new AppearanceModel(table, [], this.#config, this);
  }

  /** Cosines of two views of one person, as learnt so far. */
  get onePerson(): Gaussian {
    return this.#onePerson;
  }

  /** How sets of sightings are compared, by what is learnt so far. */
  get looks(): LookModel {
    return new LookModel(this.#table, this.#onePerson, this.#otherPeopleOverall);
  }

  /** Cosine; NaN where a side has no embedding. Does not depend on what is learnt: EM computes it once per pair. */
  score(first: number, second: number): number {
    if (!hasEmbedding(this.#table, first) || !hasEmbedding(this.#table, second)) return Number.NaN;
    return similarity(this.#table, first, second);
  }

  /** Of a `score`, in nats, within ±`appearanceLimit`; 0 for NaN. */
  llr(first: number, second: number, score: number): number {
    if (Number.isNaN(score)) return 0;
    const cell = this.#cell(first, second);
    this.#ratios[cell] ??= monotoneRatio(this.#onePerson, this.#otherPeople[cell]!);
    const ratio = this.#ratios[cell](score);
    return Math.max(-this.#config.appearanceLimit, Math.min(this.#config.appearanceLimit, ratio));
  }

  /** Learns the curve of one person from scores of links and how likely each is. */
  learn(links: Iterable<{ readonly score: number; readonly weight: number }>): void {
    const moments = new Moments();
    for (const { score, weight } of links) {
      if (!Number.isNaN(score)) moments.add(score, weight);
    }
    this.#onePerson = moments.shrunkTo(this.#priorOnePerson(), this.#config.positiveShrink, MIN_SD);
    this.#ratios = [];
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
}

/** Similarities of any two tracklets: hardly any of them are one person. */
function anyTwo(table: TrackletTable): Gaussian {
  const rows = table.rowsOfCamera.flatMap((ofCamera) =>
    evenSample(
      ofCamera.filter((row) => hasEmbedding(table, row)),
      SAMPLE,
    ),
  );
  const moments = new Moments();
  rows.forEach((first, index) => {
    for (const second of rows.slice(index + 1)) moments.add(similarity(table, first, second));
  });
  return moments.shrunkTo({ mean: 0, sd: 0.25 }, 1, MIN_SD);
}

/**
 * log p(score | one person) − log p(score | two people), flat beyond the vertex of that parabola: with
 * unequal spreads the ratio of two normals would turn around, and more alike must never mean less likely.
 */
export function monotoneRatio(positive: Gaussian, negative: Gaussian): (score: number) => number {
  const precision = 1 / positive.sd ** 2 - 1 / negative.sd ** 2;
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  if (Math.abs(precision) > 1e-9) {
    const vertex = (positive.mean / positive.sd ** 2 - negative.mean / negative.sd ** 2) / precision;
    if (precision > 0) most = vertex;
    else least = vertex;
  }
  const one = logNormalPdf(positive);
  const two = logNormalPdf(negative);
  return (score) => {
    const at = Math.max(least, Math.min(most, score));
    return one(at) - two(at);
  };
}
