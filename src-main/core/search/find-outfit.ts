import { linkingConfig } from '../linking/config.ts';
import { rayleighRatio } from '../linking/looks/colour.ts';
import type { Region } from '../linking/types.ts';
import { BestRows, type ScoredRow } from './best-rows.ts';
import type { SearchConfig } from './config.ts';
import { type PlacedRecording, rowsStartingUpTo } from './descriptors.ts';
import type { TimeSpan } from './find-alike.ts';
import {
  type OutfitWish,
  type RecordingGarments,
  UNSEEN,
  type WantedGarment,
  wantedGarments,
} from './garments.ts';

export interface PlacedGarments extends PlacedRecording {
  readonly garments: RecordingGarments;
}

/** How well one wanted garment fits. `other` is no answer. */
export type GarmentFit = 'same' | 'near' | 'unseen' | 'other';

export interface OutfitHit extends ScoredRow {
  readonly fits: readonly { readonly region: Region; readonly fit: Exclude<GarmentFit, 'other'> }[];
}

export interface OutfitAnswer {
  /** Best first; at most `maxHits`. */
  readonly hits: readonly OutfitHit[];
  /** Tracklets of the span of whom at least one wanted garment was seen. */
  readonly compared: number;
  /** Tracklets of the span of whom none was. */
  readonly notComparable: number;
}

/**
 * Everybody who may wear the wanted garments, the best fit first. A row's score is the sum of its garments'
 * log-likelihood ratios, "as wanted" against "of anybody here", by their confidence: where everybody wears black, black
 * shoes say little. A garment that was not seen says nothing; one that is clearly another rules out.
 *
 * Throws RangeError for a colour that is not of the palette, and when nothing is wanted.
 *
 * @param isLeftOut says which rows are not searched
 */
export function findOutfit(
  wish: OutfitWish,
  recordings: readonly PlacedGarments[],
  span: TimeSpan,
  { config, isSeenOnly }: { config: SearchConfig; isSeenOnly: boolean },
  isLeftOut: (recording: number, row: number) => boolean = () => false,
): OutfitAnswer {
  const wanted = wantedGarments(wish).map((garment) => new GarmentJudge(garment, recordings, config));
  if (wanted.length === 0) throw new RangeError('no garment is wanted');
  const best = new BestRows(config.maxHits);
  let compared = 0;
  let notComparable = 0;
  for (const [place, recording] of recordings.entries()) {
    const { descriptors, garments, zeroUtcMs } = recording;
    const fromMs = span.fromUtcMs - zeroUtcMs;
    const rows = rowsStartingUpTo(descriptors, span.toUtcMs - zeroUtcMs);
    for (let row = 0; row < rows; row++) {
      if (descriptors.endOffsetMs[row]! < fromMs || isLeftOut(place, row)) continue;
      let score = 0;
      let unseen = 0;
      let isOther = false;
      for (const judge of wanted) {
        const fit = judge.fitOf(garments, row);
        if (fit === 'unseen') unseen++;
        else if (fit === 'other') isOther = true;
        else score += judge.scoreOf(garments, row);
      }
      if (unseen === wanted.length) {
        notComparable++;
        continue;
      }
      compared++;
      if (!isOther && !(isSeenOnly && unseen > 0)) best.offer(place, row, score);
    }
  }
  const hits = best.rows().map((hit): OutfitHit => {
    const { garments } = recordings[hit.recording]!;
    const fits = wanted.flatMap((judge) => {
      const fit = judge.fitOf(garments, hit.row);
      return fit === 'other' ? [] : [{ region: judge.region, fit }];
    });
    return { ...hit, fits };
  });
  return { hits, compared, notComparable };
}

/** How many garments the spread of a colour is taken from. */
const SPREAD_SAMPLE = 4_000;
/** The classifier's answer, when it is sure, is right this many times as often as wrong; in nats. */
const TYPE_RATIO = Math.log(4);
/** From this confidence on, another kind of garment rules out. */
const SURE_OF_TYPE = 0.6;

/** Judges one garment of everybody. */
class GarmentJudge {
  readonly region: Region;
  readonly #wanted: WantedGarment;
  readonly #config: SearchConfig;
  readonly #sameSpread: number;
  readonly #otherSpread: number;

  constructor(wanted: WantedGarment, recordings: readonly PlacedGarments[], config: SearchConfig) {
    this.region = wanted.region;
    this.#wanted = wanted;
    this.#config = config;
    this.#sameSpread = linkingConfig.sameColourDeltaE[wanted.region];
    this.#otherSpread = spreadOf(wanted, recordings);
  }

  fitOf({ cells, types, typeConfidence }: RecordingGarments, row: number): GarmentFit {
    const { column, distances, types: wantedTypes } = this.#wanted;
    const at = 3 * row + column;
    const cell = cells[at]!;
    if (cell === UNSEEN) return 'unseen';
    let isNear = false;
    if (distances) {
      const distance = distances.of(cell);
      if (distance > this.#config.nearColourDeltaE) return 'other';
      isNear = distance > this.#config.sameColourDeltaE;
    }
    if (wantedTypes) {
      const type = types[at]!;
      if (type === 0) {
        if (!distances) return 'unseen';
        isNear = true;
      } else if (!wantedTypes.has(type)) {
        if (typeConfidence[at]! / 255 >= SURE_OF_TYPE) return 'other';
        isNear = true;
      }
    }
    return isNear ? 'near' : 'same';
  }

  /** Of a row whose garment fits, in nats. */
  scoreOf({ cells, confidence, types, typeConfidence }: RecordingGarments, row: number): number {
    const { column, distances, types: wantedTypes } = this.#wanted;
    const at = 3 * row + column;
    let score = 0;
    if (distances) {
      const ratio = rayleighRatio(distances.of(cells[at]!), this.#sameSpread, this.#otherSpread);
      score += (confidence[at]! / 255) * ratio;
    }
    if (wantedTypes && types[at] !== 0) {
      const sign = wantedTypes.has(types[at]!) ? 1 : -1;
      score += sign * (typeConfidence[at]! / 255) * TYPE_RATIO;
    }
    return score;
  }
}

/**
 * The spread (Rayleigh σ, ΔE00) of what people here wear around a wanted colour, shrunk to the prior of linking, and
 * kept above that of the same garment seen twice, so that nearer always counts more.
 */
function spreadOf(
  { region, column, distances }: WantedGarment,
  recordings: readonly PlacedGarments[],
): number {
  const rows = recordings.reduce((sum, { garments }) => sum + garments.cells.length / 3, 0);
  const step = Math.max(1, Math.floor(rows / SPREAD_SAMPLE));
  let squares = 2 * linkingConfig.otherColourDeltaE[region] ** 2 * linkingConfig.colourShrink;
  let weight: number = linkingConfig.colourShrink;
  let row = 0;
  for (const { garments } of recordings) {
    const own = garments.cells.length / 3;
    for (; row < own; row += step) {
      const cell = garments.cells[3 * row + column]!;
      if (cell === UNSEEN || distances === null) continue;
      squares += distances.of(cell) ** 2;
      weight++;
    }
    row -= own;
  }
  return Math.max(linkingConfig.sameColourDeltaE[region] * 1.05, Math.sqrt(squares / weight / 2));
}
