import { type Gaussian, logNormalPdf, Moments } from '../statistics/moments.ts';
import type { LinkingConfig } from './config.ts';
import type { TrackletTable } from './tracklet-table.ts';
import type { TransitWindow } from './transit-window.ts';

/** Keeps the logarithm finite at a gap of zero; below the time that anybody needs for anything. */
const SHIFT_MS = 500;

/** One way of getting from camera to camera: log-normal in the gap. */
interface Component {
  readonly share: number;
  readonly prior: Gaussian;
  learnt: Gaussian;
}

/** A pair of rows, the gap between them, and how likely they are one person. */
export interface WeightedTransit {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/**
 * How long visitors take from camera to camera, where they go next, and whether they come back at all.
 *
 * The score of "a is followed by b" is the log of
 *
 *     p(goes to camera B | left A) · p(gap | A → B) / (arrival rate at B · p(never seen again | left A))
 *
 * so that a score of 0 is a draw with "a was the last of this visitor, and b the first of another" (the
 * object identification of Huang & Russell 1998). The gap follows a log-normal mixture around the walking
 * time that the plan gives, plus a uniform outlier term. EM refines all of it on soft matches.
 */
export class TransitModel {
  readonly #table: TrackletTable;
  readonly #windows: readonly TransitWindow[];
  readonly #config: LinkingConfig;
  readonly #components: readonly Component[][];
  readonly #logArrivalsPerMs: readonly number[];
  /** Row-major like the windows: log share of exits of A that go to B. */
  readonly #logNext: Float64Array;
  readonly #logNever: Float64Array;

  constructor(table: TrackletTable, windows: readonly TransitWindow[], config: LinkingConfig) {
    this.#table = table;
    this.#windows = windows;
    this.#config = config;
    this.#components = windows.map((window) => priorComponents(window, config));
    const first = table.startUtcMs[0] ?? 0;
    const last = table.endUtcMs.reduce((latest, utcMs) => Math.max(latest, utcMs), first);
    const spanMs = Math.max(last - first, config.openWindowMs);
    this.#logArrivalsPerMs = table.rowsOfCamera.map((rows) =>
      Math.log((rows.length + config.arrivalShrink) / spanMs),
    );
    const cameras = table.cameras.length;
    this.#logNext = new Float64Array(cameras * cameras);
    this.#logNever = new Float64Array(cameras);
    this.#setShares(new Float64Array(cameras * cameras), new Float64Array(cameras));
  }

  /** In nats, against "nobody follows". Any pair of rows inside their window. */
  llr(from: number, to: number): number {
    const cell = this.#cell(from, to);
    const gapMs = this.#gapMs(from, to);
    const place = this.#logNext[cell]! - this.#logNever[this.#table.cameraIndex[from]!]!;
    return (
      place + Math.log(this.#density(cell, gapMs)) - this.#logArrivalsPerMs[this.#table.cameraIndex[to]!]!
    );
  }

  /** The middle of the learnt walking time between two cameras, for display and tests. */
  medianGapMs(fromCamera: number, toCamera: number): number {
    const cell = fromCamera * this.#table.cameras.length + toCamera;
    const best = this.#components[cell]!.at(-1)!;
    return Math.exp(best.learnt.mean) - shiftMs(this.#windows[cell]!);
  }

  /** One M step. */
  learn(transits: Iterable<WeightedTransit>): void {
    const cameras = this.#table.cameras.length;
    const next = new Float64Array(cameras * cameras);
    const exits = new Float64Array(cameras);
    for (const camera of this.#table.cameraIndex) exits[camera]! += 1;
    const moments = this.#components.map((parts) => parts.map(() => new Moments()));
    for (const { from, to, weight } of transits) {
      const cell = this.#cell(from, to);
      next[cell]! += weight;
      const gapMs = this.#gapMs(from, to);
      const total = this.#density(cell, gapMs);
      const window = this.#windows[cell]!;
      this.#components[cell]!.forEach((part, index) => {
        const share =
          (this.#partShare(part) * componentDensity(part.learnt, gapMs + shiftMs(window))) / total;
        moments[cell]![index]!.add(Math.log(gapMs + shiftMs(window)), weight * share);
      });
    }
    this.#components.forEach((parts, cell) => {
      parts.forEach((part, index) => {
        const { transitShrink, transitMinLogSd } = this.#config;
        part.learnt = moments[cell]![index]!.shrunkTo(part.prior, transitShrink, transitMinLogSd);
      });
    });
    this.#setShares(next, exits);
  }

  #setShares(next: Float64Array, exits: Float64Array): void {
    const { neverReturns, neverReturnsShrink, nextCameraShrink } = this.#config;
    const cameras = this.#table.cameras.length;
    for (let from = 0; from < cameras; from++) {
      let followed = 0;
      for (let to = 0; to < cameras; to++) followed += next[from * cameras + to]!;
      const never = Math.max(0, exits[from]! - followed);
      const neverShare = (never + neverReturns * neverReturnsShrink) / (exits[from]! + neverReturnsShrink);
      this.#logNever[from] = Math.log(neverShare);
      for (let to = 0; to < cameras; to++) {
        const share =
          (next[from * cameras + to]! + nextCameraShrink) / (followed + nextCameraShrink * cameras);
        this.#logNext[from * cameras + to] = Math.log(share * (1 - neverShare));
      }
    }
  }

  #partShare(part: Component): number {
    return part.share * (1 - this.#config.outlierShare);
  }

  #density(cell: number, gapMs: number): number {
    const window = this.#windows[cell]!;
    let density = this.#config.outlierShare / (window.maxGapMs - window.minGapMs);
    for (const part of this.#components[cell]!) {
      density += this.#partShare(part) * componentDensity(part.learnt, gapMs + shiftMs(window));
    }
    return density;
  }

  #cell(from: number, to: number): number {
    return this.#table.cameraIndex[from]! * this.#table.cameras.length + this.#table.cameraIndex[to]!;
  }

  #gapMs(from: number, to: number): number {
    return this.#table.startUtcMs[to]! - this.#table.endUtcMs[from]!;
  }
}

/** Makes every gap of the window positive. */
function shiftMs(window: TransitWindow): number {
  return SHIFT_MS + Math.max(0, -window.minGapMs);
}

function componentDensity(logGap: Gaussian, shiftedMs: number): number {
  const logMs = Math.log(shiftedMs);
  return Math.exp(logNormalPdf(logMs, logGap) - logMs);
}

function priorComponents(window: TransitWindow, config: LinkingConfig): Component[] {
  const part = (share: number, gapMs: number, sd: number): Component => {
    const prior = { mean: Math.log(gapMs + shiftMs(window)), sd };
    return { share, prior, learnt: prior };
  };
  if (window.isSameCamera) {
    return [part(0.5, config.hiddenMs, config.hiddenLogSd), part(0.5, config.returnMs, config.returnLogSd)];
  }
  if (window.distanceM === null) return [part(1, config.openTransitMs, config.openTransitLogSd)];
  const walkMs = ((window.distanceM * config.detour) / config.usualMps) * 1000;
  return [part(1, walkMs, config.transitLogSd)];
}
