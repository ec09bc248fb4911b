import { type Correspondences, fitHomography, type PlaneMap } from '../../spatial/homography.ts';
import { type Gaussian, Moments } from '../../statistics/moments.ts';
import type { LinkingConfig } from '../config.ts';
import { monotoneRatio } from '../looks/appearance.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import { type Foot, hasWalk, readFoot, WALK_POINTS } from '../tracklets/walks.ts';

/** Times at which two walks are compared, at most. */
const MOMENTS = 8;
/** x, y and height in either picture. */
const MOMENT_WIDTH = 6;
/** No two walks fit better than this, in heights: boxes are not that exact. */
const LEAST_HEIGHTS = 0.05;

/** Two tracklets that two cameras saw at once. `first` is of the camera of the lower index. */
export interface SimultaneousPair {
  readonly first: number;
  readonly second: number;
  /** Row-major [n × MOMENT_WIDTH], in source pixels: foot x, foot y and height in the first picture, and in the second. */
  readonly moments: Float64Array;
}

/** How likely a pair is one person, by all that is known but the ground. */
export interface WeighedPair extends SimultaneousPair {
  readonly prior: number;
}

/** Where the ground of one picture is in another, and the other way round. */
interface GroundMap {
  readonly there: PlaneMap;
  readonly back: PlaneMap;
}

/** What is learnt of two cameras. */
export interface SharedGround {
  /** In nats: that a pair is one person rather than two, as far as the ground tells. */
  llr(pair: SimultaneousPair): number;
}

/** Between points of a walk that are farther apart in time, people may have been anywhere. */
const LONGEST_STEP_MS = 3_000;

function isWalkKnown(table: TrackletTable, row: number): boolean {
  const lastedMs = table.endUtcMs[row]! - table.startUtcMs[row]!;
  return hasWalk(table, row) && lastedMs <= LONGEST_STEP_MS * (WALK_POINTS - 1);
}

/** Of two rows, in either order; null when they were not seen at once for long enough to say anything. */
export function simultaneousPair(
  table: TrackletTable,
  a: number,
  b: number,
  { groundMinTogetherMs }: LinkingConfig,
): SimultaneousPair | null {
  const { cameraIndex, startUtcMs, endUtcMs } = table;
  const fromUtcMs = Math.max(startUtcMs[a]!, startUtcMs[b]!);
  const lastedMs = Math.min(endUtcMs[a]!, endUtcMs[b]!) - fromUtcMs;
  if (lastedMs < groundMinTogetherMs || !isWalkKnown(table, a) || !isWalkKnown(table, b)) return null;
  const [first, second] = cameraIndex[a]! < cameraIndex[b]! ? [a, b] : [b, a];
  const count = Math.min(MOMENTS, 1 + Math.floor(lastedMs / groundMinTogetherMs));
  const moments = new Float64Array(count * MOMENT_WIDTH);
  const foot: Foot = { xPx: 0, yPx: 0, heightPx: 0 };
  for (let moment = 0; moment < count; moment++) {
    const utcMs = fromUtcMs + (lastedMs * moment) / (count - 1);
    [first, second].forEach((row, side) => {
      readFoot(table, row, utcMs, foot);
      moments.set([foot.xPx, foot.yPx, foot.heightPx], moment * MOMENT_WIDTH + 3 * side);
    });
  }
  return { first, second, moments };
}

/**
 * Learns the ground that two cameras share from people whom both saw at once (Lee, Romano & Stein 2000; Khan & Shah 2003),
 * by EM: the map of the ground, how far apart walks are on it, and who they then are.
 *
 * The distance of two walks is the geometric mean, over either direction, of the median distance of the feet in heights of
 * the person. Its curves of one person and of two are learnt from pairs whose own walks were left out of the map
 * (cross-fitting): a map learnt from one pair would fit that pair whoever they are. Where too little is known the curves
 * lie on each other, and the ratio is near 0.
 *
 * Null when hardly any pair is likely enough to teach anything.
 *
 * @param rounds of EM; 1 where the priors know of the ground already.
 */
export function learnGround(
  pairs: readonly WeighedPair[],
  rounds: number,
  config: LinkingConfig,
): SharedGround | null {
  let weights = pairs.map(({ prior }) => prior);
  let learnt: SharedGround | null = null;
  for (let round = 0; round < rounds; round++) {
    const maps = crossFitted(pairs, weights, config);
    if (!maps) break;
    const ratio = distanceRatio(pairs, weights, maps, config);
    const llr = (pair: SimultaneousPair): number => ratio(distanceOf(maps, pair));
    learnt = { llr };
    weights = pairs.map((pair) => {
      const odds = Math.exp(llr(pair));
      return (pair.prior * odds) / (pair.prior * odds + 1 - pair.prior);
    });
  }
  return learnt;
}

/** Maps of some pairs, and for each of these the map that was learnt without it. */
interface FoldedMaps {
  readonly map: GroundMap;
  readonly without: ReadonlyMap<string, GroundMap>;
}

const keyOf = ({ first, second }: SimultaneousPair): string => `${first}/${second}`;

/** Log of how far apart a pair's walks are, in heights, by the map that does not know the pair. */
function distanceOf({ map, without }: FoldedMaps, pair: SimultaneousPair): number {
  const { there, back } = without.get(keyOf(pair)) ?? map;
  return (medianLogHeights(there, pair.moments, 0) + medianLogHeights(back, pair.moments, 1)) / 2;
}

function crossFitted(
  pairs: readonly SimultaneousPair[],
  weights: readonly number[],
  config: LinkingConfig,
): FoldedMaps | null {
  const teaching = pairs.flatMap((pair, at) =>
    weights[at]! >= config.groundMinWeight ? [{ pair, weight: weights[at]! }] : [],
  );
  if (teaching.reduce((sum, { weight }) => sum + weight, 0) < config.groundMinPairs) return null;
  const folds = Math.min(config.groundFolds, teaching.length);
  const map = fitted(teaching, config);
  const withoutFold = Array.from({ length: folds }, (_, fold) =>
    fitted(
      teaching.filter((__, index) => index % folds !== fold),
      config,
    ),
  );
  if (!map || withoutFold.some((one) => one === null)) return null;
  return {
    map,
    without: new Map(teaching.map(({ pair }, index) => [keyOf(pair), withoutFold[index % folds]!])),
  };
}

function distanceRatio(
  pairs: readonly SimultaneousPair[],
  weights: readonly number[],
  maps: FoldedMaps,
  { groundSame, groundOther, groundShrink, groundMinLogSd, groundLimit }: LinkingConfig,
): (logHeights: number) => number {
  const one = new Moments();
  const two = new Moments();
  pairs.forEach((pair, at) => {
    const logHeights = distanceOf(maps, pair);
    one.add(logHeights, weights[at]!);
    two.add(logHeights, 1 - weights[at]!);
  });
  // Curves of nearness, since nearer must never mean less likely.
  const ratio = monotoneRatio(
    mirrored(one.shrunkTo(groundSame, groundShrink, groundMinLogSd)),
    mirrored(two.shrunkTo(groundOther, groundShrink, groundMinLogSd)),
  );
  return (logHeights) => Math.max(-groundLimit, Math.min(groundLimit, ratio(-logHeights)));
}

const mirrored = ({ mean, sd }: Gaussian): Gaussian => ({ mean: -mean, sd });

interface Teaching {
  readonly pair: SimultaneousPair;
  readonly weight: number;
}

function fitted(teaching: readonly Teaching[], config: LinkingConfig): GroundMap | null {
  const there = fitHomography(correspondences(teaching, 0, config));
  const back = fitHomography(correspondences(teaching, 1, config));
  return there && back && { there, back };
}

/** `side` 0 maps from the first picture to the second, 1 back. */
function correspondences(
  teaching: readonly Teaching[],
  side: 0 | 1,
  { groundSdHeights }: LinkingConfig,
): Correspondences {
  const count = teaching.reduce((sum, { pair }) => sum + pair.moments.length / MOMENT_WIDTH, 0);
  const from = new Float64Array(2 * count);
  const to = new Float64Array(2 * count);
  const precision = new Float64Array(count);
  let at = 0;
  for (const { pair, weight } of teaching) {
    const { moments } = pair;
    const ofPair = moments.length / MOMENT_WIDTH;
    for (let moment = 0; moment < moments.length; moment += MOMENT_WIDTH) {
      const source = moment + 3 * side;
      const target = moment + 3 * (1 - side);
      from.set(moments.subarray(source, source + 2), 2 * at);
      to.set(moments.subarray(target, target + 2), 2 * at);
      const sdPx = groundSdHeights * moments[target + 2]!;
      // Moments of one walk err alike: n of them say as much as √n that do not.
      precision[at] = weight / Math.sqrt(ofPair) / sdPx ** 2;
      at++;
    }
  }
  return { from, to, precision };
}

function medianLogHeights(map: PlaneMap, moments: Float64Array, side: 0 | 1): number {
  const mapped = new Float64Array(2);
  const heights: number[] = [];
  for (let at = 0; at < moments.length; at += MOMENT_WIDTH) {
    const source = at + 3 * side;
    const target = at + 3 * (1 - side);
    map(moments[source]!, moments[source + 1]!, mapped, 0);
    const px = Math.hypot(mapped[0]! - moments[target]!, mapped[1]! - moments[target + 1]!);
    heights.push(px / moments[target + 2]!);
  }
  heights.sort((a, b) => a - b);
  const middle = (heights.length - 1) / 2;
  const median = (heights[Math.floor(middle)]! + heights[Math.ceil(middle)]!) / 2;
  return Math.log(Math.max(LEAST_HEIGHTS, median));
}
