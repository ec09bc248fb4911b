import { ciede2000 } from '../../outfit/ciede2000.ts';
import type { LinkingConfig } from '../config.ts';
import { readColour } from '../tracklets/tracklet-columns.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import { type Region, type RegionColour, regions } from '../types.ts';
import type { NegativePair } from './negatives.ts';

/** How much further apart garments of two people must be than one garment in two views, at least. */
const MIN_SPREAD_RATIO = 1.05;

/**
 * From colour difference (CIEDE2000) to log-likelihood ratio, per garment region.
 *
 * Differences of one garment and of two are both taken as Rayleigh distributed, with a smaller and a larger
 * spread. The larger one is learnt from simultaneous tracklets: where everybody wears black, black says little.
 */
export class ColourModel {
  readonly #table: TrackletTable;
  readonly #config: LinkingConfig;
  readonly #otherSpread: Readonly<Record<Region, number>>;

  /** `learnt`: spreads of another table; then there is nothing to learn from the negatives. */
  constructor(
    table: TrackletTable,
    negatives: readonly NegativePair[],
    config: LinkingConfig,
    learnt?: ColourModel,
  ) {
    this.#table = table;
    this.#config = config;
    this.#otherSpread = learnt
      ? learnt.#otherSpread
      : {
          top: this.#learnSpread('top', negatives),
          bottom: this.#learnSpread('bottom', negatives),
          shoes: this.#learnSpread('shoes', negatives),
        };
  }

  /** The same spreads for other tracklets. */
  over(table: TrackletTable): ColourModel {
    return new ColourModel(table, [], this.#config, this);
  }

  /** In nats; 0 where no region is known on both sides. */
  llr(first: number, second: number): number {
    let sum = 0;
    for (const region of regions) {
      const a = this.#colour(first, region);
      const b = this.#colour(second, region);
      if (!a || !b) continue;
      const ratio = rayleighRatio(
        ciede2000(a, b),
        this.#config.sameColourDeltaE[region],
        this.#otherSpread[region],
      );
      const limited = Math.max(-this.#config.colourLimit, Math.min(this.#config.colourLimit, ratio));
      sum += limited * a.confidence * b.confidence;
    }
    return sum * this.#config.colourIndependence;
  }

  #learnSpread(region: Region, negatives: readonly NegativePair[]): number {
    const { sameColourDeltaE, otherColourDeltaE, colourShrink } = this.#config;
    let squares = 2 * otherColourDeltaE[region] ** 2 * colourShrink;
    let weight = colourShrink;
    for (const { first, second } of negatives) {
      const a = this.#colour(first, region);
      const b = this.#colour(second, region);
      if (!a || !b) continue;
      const pairWeight = a.confidence * b.confidence;
      squares += pairWeight * ciede2000(a, b) ** 2;
      weight += pairWeight;
    }
    // The maximum likelihood spread of a Rayleigh distribution: σ² = mean of squares / 2.
    return Math.max(sameColourDeltaE[region] * MIN_SPREAD_RATIO, Math.sqrt(squares / weight / 2));
  }

  #colour(row: number, region: Region): RegionColour | null {
    return readColour(this.#table.colours, row, regions.indexOf(region));
  }
}

/** log Rayleigh(x; same) − log Rayleigh(x; other); falls as x grows when `same < other`. */
export function rayleighRatio(x: number, same: number, other: number): number {
  return 2 * Math.log(other / same) - (x * x * (1 / same ** 2 - 1 / other ** 2)) / 2;
}
