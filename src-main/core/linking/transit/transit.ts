import { Moments } from '../../statistics/moments.ts';
import type { LinkingConfig } from '../config.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import { Shares } from './shares.ts';
import {
  gapDensity,
  priorWays,
  shiftedMs,
  unshiftedMs,
  type Way,
  type WayKind,
  wayDensity,
} from './transit-ways.ts';
import type { TransitWindow } from './transit-window.ts';

/** A pair of rows, and how likely they are one person. */
export interface WeightedTransit {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/**
 * How long visitors take from camera to camera, where they go next, where they come in, and whether they come
 * back at all.
 *
 * The score of "a is followed by b" is the log of
 *
 *     p(goes to camera B | left A) · p(gap | A → B) / (new visitors per time at B · p(never seen again | left A))
 *
 * so that a score of 0 is a draw with "a was the last of this visitor, and b the first of another" (the
 * object identification of Huang & Russell 1998). The gap follows a mixture of ways (`transit-ways.ts`) and a
 * uniform outlier term. EM refines all of it on soft matches: a camera at an entrance sees new visitors, one
 * deep inside the building hardly any, and there a link is worth more.
 */
export class TransitModel {
  readonly #table: TrackletTable;
  readonly #windows: readonly TransitWindow[];
  readonly #config: LinkingConfig;
  readonly #ways: readonly Way[][];
  readonly #logArrivalsPerMs: readonly number[];
  readonly #shares: Shares;

  /**
   * `learnt`: ways and shares of another table of the same cameras; how many arrive per time is this table's own.
   */
  constructor(
    table: TrackletTable,
    windows: readonly TransitWindow[],
    config: LinkingConfig,
    learnt?: TransitModel,
  ) {
    this.#table = table;
    this.#windows = windows;
    this.#config = config;
    this.#ways = learnt ? learnt.#ways : windows.map((window) => priorWays(window, config));
    const spanMs = Math.max(busyMs(table, config), config.arrivalSpanMs);
    this.#logArrivalsPerMs = table.rowsOfCamera.map((rows) =>
      Math.log((rows.length + config.arrivalShrink) / spanMs),
    );
    this.#shares = learnt ? learnt.#shares : new Shares(table.cameras.length, config);
  }

  /** What is learnt so far, for other tracklets of these cameras. */
  over(table: TrackletTable): TransitModel {
    return new TransitModel(table, this.#windows, this.#config, this);
  }

  /** In nats, against "nobody follows". Any pair of rows inside their window. */
  llr(from: number, to: number): number {
    const fromCamera = this.#table.cameraIndex[from]!;
    const toCamera = this.#table.cameraIndex[to]!;
    const density = this.#density(this.#cell(from, to), this.#gapMs(from, to), this.#lastedMs(from));
    const newPerMs = this.#logArrivalsPerMs[toCamera]! + this.#shares.logNew(toCamera);
    return (
      this.#shares.logNext(fromCamera, toCamera) -
      this.#shares.logNever(fromCamera) +
      Math.log(density) -
      newPerMs
    );
  }

  /** The middle of the learnt walking time between two cameras, for display and tests. */
  medianGapMs(fromCamera: number, toCamera: number): number {
    const cell = fromCamera * this.#table.cameras.length + toCamera;
    const way = this.#ways[cell]!.find(({ kind }) => kind !== 'together')!;
    return unshiftedMs(Math.exp(way.learnt.mean), this.#config);
  }

  /** Share of the ways between two cameras, in either direction, on which both see a person at once. */
  togetherShare(first: number, second: number): number {
    const cameras = this.#table.cameras.length;
    const shareOf = (cell: number): number =>
      this.#ways[cell]!.find(({ kind }) => kind === 'together')?.share ?? 0;
    return Math.max(shareOf(first * cameras + second), shareOf(second * cameras + first));
  }

  /** One M step: where they go next, where they come in, and whether they come back. */
  learnShares(transits: Iterable<WeightedTransit>): void {
    const next = this.#ways.map(() => 0);
    for (const { from, to, weight } of transits) next[this.#cell(from, to)]! += weight;
    this.#shares.learn(
      next,
      this.#table.rowsOfCamera.map((rows) => rows.length),
    );
  }

  /** One M step: how long they take. */
  learnWays(transits: Iterable<WeightedTransit>): void {
    const weights = this.#ways.map(() => 0);
    const moments = this.#ways.map((ways) => ways.map(() => new Moments()));
    for (const { from, to, weight } of transits) {
      const cell = this.#cell(from, to);
      weights[cell]! += weight;
      const gapMs = this.#gapMs(from, to);
      const lastedMs = this.#lastedMs(from);
      const total = this.#density(cell, gapMs, lastedMs);
      if (total === 0) continue;
      const shifted = Math.max(1, shiftedMs(gapMs, this.#config));
      this.#ways[cell]!.forEach((way, index) => {
        const part = (way.share * wayDensity(way, gapMs, lastedMs, this.#config)) / total;
        moments[cell]![index]!.add(Math.log(shifted), weight * part);
      });
    }
    this.#shrinkWays(moments, weights);
  }

  /**
   * Each pair of cameras learns its own times, shrunk to what all pairs of its kind have learnt against their
   * priors: if people walk more slowly here than the plan suggests, they do so everywhere.
   */
  #shrinkWays(moments: readonly Moments[][], weights: readonly number[]): void {
    const { transitShrink, transitMinLogSd, wayShrink, wayPooledShrink } = this.#config;
    const pooled = new Map<WayKind, { off: Moments; sum: number; of: number; prior: number }>();
    this.#eachWay((way, cell, index) => {
      const sums = pooled.get(way.kind) ?? { off: new Moments(), sum: 0, of: 0, prior: way.priorShare };
      const ofWay = moments[cell]![index]!;
      const { mean, sd } = ofWay.shrunkTo({ mean: 0, sd: 0 }, 0);
      // Two points at one standard deviation have the way's weight, mean and spread.
      sums.off.add(mean + sd - way.prior.mean, ofWay.weight / 2);
      sums.off.add(mean - sd - way.prior.mean, ofWay.weight / 2);
      sums.sum += ofWay.weight;
      sums.of += weights[cell]!;
      pooled.set(way.kind, sums);
    });
    this.#eachWay((way, cell, index) => {
      const { off, sum, of } = pooled.get(way.kind)!;
      const ofWay = moments[cell]![index]!;
      const shared = off.shrunkTo({ mean: 0, sd: way.prior.sd }, transitShrink, transitMinLogSd);
      const target = { mean: way.prior.mean + shared.mean, sd: shared.sd };
      way.learnt = ofWay.shrunkTo(target, transitShrink, transitMinLogSd);
      const pooledShare = (sum + way.priorShare * wayPooledShrink) / (of + wayPooledShrink);
      way.share = (ofWay.weight + pooledShare * wayShrink) / (weights[cell]! + wayShrink);
    });
  }

  #eachWay(visit: (way: Way, cell: number, index: number) => void): void {
    this.#ways.forEach((ways, cell) => {
      ways.forEach((way, index) => {
        visit(way, cell, index);
      });
    });
  }

  #density(cell: number, gapMs: number, lastedMs: number): number {
    return gapDensity(this.#ways[cell]!, this.#windows[cell]!, gapMs, lastedMs, this.#config);
  }

  #cell(from: number, to: number): number {
    return this.#table.cameraIndex[from]! * this.#table.cameras.length + this.#table.cameraIndex[to]!;
  }

  #gapMs(from: number, to: number): number {
    return this.#table.startUtcMs[to]! - this.#table.endUtcMs[from]!;
  }

  #lastedMs(row: number): number {
    return this.#table.endUtcMs[row]! - this.#table.startUtcMs[row]!;
  }
}

/** How long people came and went: first start to last end of each stretch, without the nights when nobody did. */
function busyMs(
  { startUtcMs, endUtcMs, stretches }: TrackletTable,
  { arrivalPauseMs }: LinkingConfig,
): number {
  let busy = 0;
  for (const { from, to } of stretches) {
    let latestUtcMs = startUtcMs[from] ?? 0;
    for (let row = from; row < to; row++) {
      if (startUtcMs[row]! - latestUtcMs > arrivalPauseMs) latestUtcMs = startUtcMs[row]!;
      if (endUtcMs[row]! <= latestUtcMs) continue;
      busy += endUtcMs[row]! - latestUtcMs;
      latestUtcMs = endUtcMs[row]!;
    }
  }
  return busy;
}
