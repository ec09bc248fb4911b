import { Moments } from '../statistics/moments.ts';
import type { AppearanceModel } from './appearance.ts';
import type { ColourModel } from './colour.ts';
import type { LinkingConfig } from './config.ts';
import { firstStartingAt, type TrackletTable } from './tracklet-table.ts';
import { priorWays, shiftedMs, wayDensity } from './transit-ways.ts';
import type { TransitWindow } from './transit-window.ts';

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
  for (let at = 0; at < size; at++) {
    const offsetMs = (at - reachSteps(config)) * config.clockStepMs;
    const fit = fitAt(offsetMs, alike, table, window, arrivals, config);
    nats[at] = fit.nats;
    links[at] = fit.links;
  }
  return { first, second, nats, links };
}

function fitAt(
  offsetMs: number,
  alike: readonly Alike[],
  table: TrackletTable,
  window: TransitWindow,
  arrivals: { readonly a: number; readonly b: number },
  config: LinkingConfig,
): { nats: number; links: number } {
  const ways = priorWays(window, config);
  const walks = alike.map(({ a, b, odds }) => {
    const startB = table.startUtcMs[b]! - offsetMs;
    const isForth = table.startUtcMs[a]! <= startB;
    const gapMs = isForth
      ? startB - table.endUtcMs[a]!
      : table.startUtcMs[a]! - (table.endUtcMs[b]! - offsetMs);
    return {
      entry: isForth ? b : a,
      gapMs,
      lastedMs: table.endUtcMs[isForth ? a : b]! - table.startUtcMs[isForth ? a : b]!,
      odds: odds / (isForth ? arrivals.b : arrivals.a),
    };
  });
  let result = { nats: 0, links: 0 };
  for (let round = 0; ; round++) {
    const sums = new Map<number, number>();
    const densities = walks.map(({ entry, gapMs, lastedMs, odds }) => {
      const parts = ways.map((way) => way.share * wayDensity(way, gapMs, lastedMs, config));
      const outlier =
        gapMs >= -config.clockToleranceMs && gapMs <= window.maxGapMs
          ? config.outlierShare / (window.maxGapMs + config.clockToleranceMs)
          : 0;
      const total = parts.reduce((sum, part) => sum + part, outlier);
      sums.set(entry, (sums.get(entry) ?? 0) + odds * total);
      return { parts, total };
    });
    result = { nats: 0, links: 0 };
    for (const odds of sums.values()) {
      result.nats += Math.log1p(odds);
      result.links += odds / (1 + odds);
    }
    if (round === config.clockFitRounds) return result;
    const moments = ways.map(() => new Moments());
    walks.forEach(({ entry, gapMs, odds }, index) => {
      const { parts } = densities[index]!;
      parts.forEach((part, way) => {
        const weight = (odds * part) / (1 + sums.get(entry)!);
        moments[way]!.add(Math.log(Math.max(1, shiftedMs(gapMs, config))), weight);
      });
    });
    const all = moments.reduce((sum, { weight }) => sum + weight, 0);
    ways.forEach((way, index) => {
      way.share = (moments[index]!.weight + way.priorShare * config.wayShrink) / (all + config.wayShrink);
      if (way.kind !== 'together') {
        way.learnt = moments[index]!.shrunkTo(way.prior, config.clockWalkShrink, config.transitMinLogSd);
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
  for (const a of table.rowsOfCamera[first]!.subarray(0, config.clockTracklets)) {
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
