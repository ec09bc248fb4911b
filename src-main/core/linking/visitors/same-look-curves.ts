import { forEachEdge } from '../candidates/edges.ts';
import type { LinkingConfig } from '../config.ts';
import type { LookSum } from '../looks/look-model.ts';
import { beliefOf, matchingMarginals } from '../matching/marginals.ts';
import type { VisitorsConfig } from './config.ts';
import type { CountInput } from './count-visitors.ts';
import { type Curve, normalised, smoothed } from './look-curves.ts';
import { DISTANCE_BINS, distanceBin, lookDistance, PAIR_CLASSES, pairClass } from './look-distance.ts';
import type { Part } from './part.ts';

/** How many sightings a part's first side has when it is halved to see how one person's sightings differ. */
const HALVES = [1, 2, 4];
/** Weight of all classes in the curve of one. */
const ACROSS_CLASSES = 0.2;
const ROUNDS = 8;

/**
 * How far one person's looks lie apart, by class. The sightings within parts say it, but they were chosen by their
 * looks; so steps that are likely by time alone have the greater say: of their distances, what strangers do not explain
 * is one person's (EM of a two-component mixture whose shares are known).
 */
export function samePersonCurves(
  input: CountInput,
  parts: readonly Part[],
  within: number,
  strangers: readonly Curve[],
  linking: LinkingConfig,
  config: VisitorsConfig,
): Curve[] {
  const own = ownSightings(input, parts, within);
  const steps = stepsByTime(input, within, linking, config);
  let curves = own.map((curve) => normalised(smoothed(curve)));
  for (let round = 0; round < ROUNDS; round++) {
    const weights = own.map((curve) => curve.map((density) => density * config.ownSightingsPairs));
    for (const { bin, pairClass: at, probability } of steps) {
      const one = probability * curves[at]![bin]!;
      const two = (1 - probability) * strangers[at]![bin]!;
      if (one + two > 0) weights[at]![bin]! += one / (one + two);
    }
    curves = weights.map((curve) => normalised(smoothed(curve)));
  }
  return curves;
}

/** Distances between the first sightings of each part and the rest of it. */
function ownSightings({ looks }: CountInput, parts: readonly Part[], within: number): Curve[] {
  const counts = Array.from({ length: PAIR_CLASSES }, () => new Float64Array(DISTANCE_BINS));
  for (const { rows } of parts) {
    for (const size of HALVES) {
      if (rows.length < 2 * size) continue;
      const first = looks.empty();
      const second = looks.empty();
      rows.forEach((row, at) => {
        looks.add(at < size ? first : second, row);
      });
      const distance = lookDistance(first, second, within);
      if (!Number.isNaN(distance)) counts[pairClass(first, second)]![distanceBin(distance)]!++;
    }
  }
  const all = counts[0]!.map((_, bin) => counts.reduce((sum, curve) => sum + curve[bin]!, 0));
  return counts.map((curve) => normalised(curve.map((count, bin) => count + ACROSS_CLASSES * all[bin]!)));
}

interface TimedStep {
  readonly bin: number;
  readonly pairClass: number;
  readonly probability: number;
}

/** Likely steps by time alone: the journey up to the one tracklet against the journey from the other on. */
function stepsByTime(
  { table, edges, stepLlr, next, looks }: CountInput,
  within: number,
  linking: LinkingConfig,
  config: VisitorsConfig,
): TimedStep[] {
  const belief = beliefOf(linking);
  const likely = matchingMarginals(edges, stepLlr, belief);
  const previous = new Int32Array(table.count).fill(-1);
  next.forEach((to, from) => {
    if (to !== -1) previous[to] = from;
  });
  const along = (row: number, onward: Int32Array): LookSum => {
    const look = looks.of(row);
    for (let at = onward[row]!; at !== -1; at = onward[at]!) looks.add(look, at);
    return look;
  };
  const steps: TimedStep[] = [];
  forEachEdge(edges, (from, to, edge) => {
    if (likely[edge]! < config.timeAloneMin) return;
    const before = along(from, previous);
    const after = along(to, next);
    const distance = lookDistance(before, after, within);
    if (Number.isNaN(distance)) return;
    steps.push({
      bin: distanceBin(distance),
      pairClass: pairClass(before, after),
      probability: likely[edge]!,
    });
  });
  return steps;
}
