import { Moments } from '../../statistics/moments.ts';
import type { LinkingConfig } from '../config.ts';
import type { AppearanceModel } from '../looks/appearance.ts';
import type { ColourModel } from '../looks/colour.ts';
import { evenSample, firstStartingAt, type TrackletTable } from '../tracklets/tracklet-table.ts';
import {
  logNormalDensity,
  priorWays,
  shiftedMs,
  togetherDensity,
  type Way,
} from '../transit/transit-ways.ts';
import type { TransitWindow } from '../transit/transit-window.ts';

/** What one pair of cameras says about every offset of the second clock against the first. */
export interface PairProfile {
  readonly first: number;
  readonly second: number;
  /** Log-likelihood, and expected walks, per step of the grid. */
  readonly nats: Float64Array;
  readonly links: Float64Array;
}

/** Two sightings that may be one person, whatever the clocks say. */
interface Alike {
  /** Of the first camera, and of the second. */
  readonly a: number;
  readonly b: number;
  readonly odds: number;
}

/** Steps of the grid on either side of zero. */
export function reachSteps(config: LinkingConfig): number {
  return Math.round(config.clockReachMs / config.clockStepMs);
}

/**
 * The profile likelihood of the offset between two clocks: Σ log(1 + Σ odds) over the entries of both cameras, where
 * the odds are those of the outfits times those of the walk. How long the walk takes, how much that varies and how many
 * are seen by both at once is fitted anew at each offset, *the same in both directions*: only then is a late clock
 * told from a long way. Null where the cameras are far apart or have too few people in common.
 */
export function pairProfile(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  first: number,
  second: number,
  appearance: AppearanceModel,
  colour: ColourModel,
  config: LinkingConfig,
): PairProfile | null {
  const window = windows[first * table.cameras.length + second]!;
  if (window.distanceM === null || window.distanceM > config.clockMaxDistanceM) return null;
  const alike = alikePairs(table, first, second, appearance, colour, config);
  if (alike.length < config.clockMinLinks) return null;
  const size = 2 * reachSteps(config) + 1;
  const nats = new Float64Array(size);
  const links = new Float64Array(size);
  const arrivals = { a: arrivalsPerMs(table, first, config), b: arrivalsPerMs(table, second, config) };
  const fit = new ClockFit(table, window, alike, arrivals, config);
  for (let at = 0; at < size; at++) {
    const found = fit.at((at - reachSteps(config)) * config.clockStepMs);
    nats[at] = found.nats;
    links[at] = found.links;
  }
  return { first, second, nats, links };
}

/** Columns over the pairs that are alike, filled anew at each offset. */
interface Walks {
  /** The sighting that comes later, as a place in the sums. */
  readonly entry: Int32Array;
  readonly odds: Float64Array;
  readonly shifted: Float64Array;
  readonly logShifted: Float64Array;
  /** Density while both see a person at once, and of what follows no curve. */
  readonly together: Float64Array;
  readonly outlier: Float64Array;
  /** Way by way: share × density per pair. */
  readonly parts: Float64Array;
  readonly sums: Float64Array;
}

/** The fit at one offset after the other; the columns are made once. */
class ClockFit {
  readonly #table: TrackletTable;
  readonly #window: TransitWindow;
  readonly #config: LinkingConfig;
  readonly #alike: readonly Alike[];
  readonly #arrivals: { readonly a: number; readonly b: number };
  /** Places in the sums, of the first camera's sightings and of the second's. */
  readonly #placeOf: { readonly a: Int32Array; readonly b: Int32Array };
  readonly #walks: Walks;

  constructor(
    table: TrackletTable,
    window: TransitWindow,
    alike: readonly Alike[],
    arrivals: { readonly a: number; readonly b: number },
    config: LinkingConfig,
  ) {
    this.#table = table;
    this.#window = window;
    this.#config = config;
    this.#alike = alike;
    this.#arrivals = arrivals;
    const places = new Map<number, number>();
    const placeOf = (row: number): number => {
      const place = places.get(row) ?? places.size;
      places.set(row, place);
      return place;
    };
    this.#placeOf = {
      a: Int32Array.from(alike, ({ a }) => placeOf(a)),
      b: Int32Array.from(alike, ({ b }) => placeOf(b)),
    };
    const count = alike.length;
    this.#walks = {
      entry: new Int32Array(count),
      odds: new Float64Array(count),
      shifted: new Float64Array(count),
      logShifted: new Float64Array(count),
      together: new Float64Array(count),
      outlier: new Float64Array(count),
      parts: new Float64Array(count * priorWays(window, config).length),
      sums: new Float64Array(places.size),
    };
  }

  at(offsetMs: number): { nats: number; links: number } {
    this.#walkAt(offsetMs);
    const ways = priorWays(this.#window, this.#config);
    this.#expect(ways);
    for (let round = 0; round < this.#config.clockFitRounds; round++) {
      this.#fit(ways);
      this.#expect(ways);
    }
    const result = { nats: 0, links: 0 };
    for (const odds of this.#walks.sums) {
      result.nats += Math.log1p(odds);
      result.links += odds / (1 + odds);
    }
    return result;
  }

  /** Who comes after whom, how much later, when the second clock is so far ahead. */
  #walkAt(offsetMs: number): void {
    const { startUtcMs, endUtcMs } = this.#table;
    const { entry, odds, shifted, logShifted, together, outlier } = this.#walks;
    const toleranceMs = this.#config.clockToleranceMs;
    const outlierDensity = this.#config.outlierShare / (this.#window.maxGapMs + toleranceMs);
    this.#alike.forEach((pair, at) => {
      const startA = startUtcMs[pair.a]!;
      const startB = startUtcMs[pair.b]! - offsetMs;
      const endA = endUtcMs[pair.a]!;
      const endB = endUtcMs[pair.b]! - offsetMs;
      const isForth = startA <= startB;
      const gapMs = isForth ? startB - endA : startA - endB;
      const side = isForth ? 'b' : 'a';
      entry[at] = this.#placeOf[side][at]!;
      odds[at] = pair.odds / this.#arrivals[side];
      shifted[at] = shiftedMs(gapMs, this.#config);
      logShifted[at] = Math.log(Math.max(1, shifted[at]!));
      together[at] = togetherDensity(gapMs, isForth ? endA - startA : endB - startB);
      outlier[at] = gapMs >= -toleranceMs && gapMs <= this.#window.maxGapMs ? outlierDensity : 0;
    });
  }

  /** Parts and sums of odds under these ways. */
  #expect(ways: readonly Way[]): void {
    const { entry, odds, shifted, logShifted, together, outlier, parts, sums } = this.#walks;
    const count = entry.length;
    sums.fill(0);
    for (let at = 0; at < count; at++) {
      let total = outlier[at]!;
      for (let way = 0; way < ways.length; way++) {
        const { kind, share, learnt } = ways[way]!;
        let density = 0;
        if (kind === 'together') density = together[at]!;
        else if (shifted[at]! >= 1) density = logNormalDensity(shifted[at]!, logShifted[at]!, learnt);
        parts[way * count + at] = share * density;
        total += share * density;
      }
      sums[entry[at]!]! += odds[at]! * total;
    }
  }

  #fit(ways: readonly Way[]): void {
    const { wayShrink, clockWalkShrink, transitMinLogSd } = this.#config;
    const { entry, odds, logShifted, parts, sums } = this.#walks;
    const count = entry.length;
    const moments = ways.map((_, way) => {
      const ofWay = new Moments();
      for (let at = 0; at < count; at++) {
        ofWay.add(logShifted[at]!, (odds[at]! * parts[way * count + at]!) / (1 + sums[entry[at]!]!));
      }
      return ofWay;
    });
    const all = moments.reduce((sum, { weight }) => sum + weight, 0);
    ways.forEach((way, index) => {
      way.share = (moments[index]!.weight + way.priorShare * wayShrink) / (all + wayShrink);
      if (way.kind !== 'together') {
        way.learnt = moments[index]!.shrunkTo(way.prior, clockWalkShrink, transitMinLogSd);
      }
    });
  }
}

/** Sightings of two cameras that look alike and lie no further apart than clocks and walks allow. */
function alikePairs(
  table: TrackletTable,
  first: number,
  second: number,
  appearance: AppearanceModel,
  colour: ColourModel,
  config: LinkingConfig,
): Alike[] {
  const found: Alike[] = [];
  const reachMs = config.clockReachMs + config.clockWalkMs;
  const others = table.rowsOfCamera[second]!;
  // Only these say anything: the cameras may not have recorded on the same days.
  const near = table.rowsOfCamera[first]!.filter((a) => {
    const b = others[firstStartingAt(table, others, table.startUtcMs[a]! - reachMs)];
    return b !== undefined && table.startUtcMs[b]! <= table.endUtcMs[a]! + reachMs;
  });
  for (const a of evenSample(near, config.clockTracklets)) {
    const best: Alike[] = [];
    for (let at = firstStartingAt(table, others, table.startUtcMs[a]! - reachMs); at < others.length; at++) {
      const b = others[at]!;
      if (table.startUtcMs[b]! > table.endUtcMs[a]! + reachMs) break;
      const llr = appearance.llr(a, b, appearance.score(a, b)) + colour.llr(a, b);
      if (llr >= config.clockMinLlr) best.push({ a, b, odds: Math.exp(llr) });
    }
    found.push(...best.sort((x, y) => y.odds - x.odds || x.b - y.b).slice(0, config.clockAlike));
  }
  return found;
}

function arrivalsPerMs(table: TrackletTable, camera: number, config: LinkingConfig): number {
  const rows = table.rowsOfCamera[camera]!;
  const spanMs = (table.startUtcMs[rows.at(-1)!] ?? 0) - (table.startUtcMs[rows[0]!] ?? 0);
  return (rows.length + config.arrivalShrink) / Math.max(spanMs, config.arrivalSpanMs);
}
