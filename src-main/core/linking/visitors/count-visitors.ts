import { Moments } from '../../statistics/moments.ts';
import { type Edges, edgeBetween } from '../candidates/edges.ts';
import type { LinkingConfig } from '../config.ts';
import { mayBeOne } from '../journeys/journeys.ts';
import type { LookModel } from '../looks/look-model.ts';
import type { ToldPairs } from '../tracklets/known-people.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import type { TransitWindow } from '../transit/transit-window.ts';
import { type VisitorsConfig, visitorsConfig } from './config.ts';
import { joinProbabilities } from './joins.ts';
import { journeyParts } from './journey-parts.ts';
import { strangersCurves } from './look-curves.ts';
import { knownParts, partOf } from './part.ts';
import { returnsBetween, walksBetween } from './part-pairs.ts';
import { samePersonCurves } from './same-look-curves.ts';

/** Scored tracklets, whose visitors are to be counted. */
export interface CountInput {
  readonly table: TrackletTable;
  /** As settled, after it was learnt which views overlap. */
  readonly windows: readonly TransitWindow[];
  readonly edges: Edges;
  /** Per edge, in nats: all but the looks; −∞ where nobody could. */
  readonly stepLlr: Float64Array;
  /** The row that follows each row in its journey; −1 for none. */
  readonly next: Int32Array;
  readonly looks: LookModel;
  /** Mean cosine of one person's sightings. */
  readonly coherence: number;
  readonly told: ToldPairs;
  /** Whether a part of a journey that begins with this row counts: staff do not, nor what another window counts. */
  isCounted(row: number): boolean;
}

/** Adds up over the windows of a study. */
export interface VisitorCount {
  readonly expected: number;
  /** Of the number, were the probabilities right. */
  readonly variance: number;
}

/**
 * How many people the tracklets are of: Σ over sure parts of journeys of the probability that no earlier part is the
 * same person's.
 *
 * Sums of the links' posteriors would not do. They leave out who comes back after more than the longest walk, for whom
 * there is no candidate, and they are too sure where looks are not as Gaussian as linking takes them. So the joins between
 * parts are weighed anew: by the time that linking has learnt, and by looks, on curves that the study itself tells
 * without labels: strangers are seen at once, one person where time alone says so. Who comes back later is found by
 * looks alone, and how often that happens is estimated with it.
 *
 * Deterministic. O(edges), and at most `returnPairs` comparisons of looks.
 */
export function countVisitors(
  input: CountInput,
  linking: LinkingConfig,
  config: VisitorsConfig = visitorsConfig,
): VisitorCount {
  const { table, windows, looks, told: toldPairs, edges, stepLlr } = input;
  if (table.count === 0) return { expected: 0, variance: 0 };
  const within = 1 - Math.min(0.95, Math.max(0.05, input.coherence));
  const certain = new Set(toldPairs.same.map(({ from, to }) => `${from}>${to}`));
  const rows = journeyParts(
    {
      rows: table.count,
      next: input.next,
      looks,
      within,
      strangers: simultaneousRows(table, windows, linking),
      step: (from, to) => {
        const edge = edgeBetween(edges, from, to);
        return edge === -1 ? config.unscoredStepNats : stepLlr[edge]!;
      },
      isCertain: (from, to) => certain.has(`${from}>${to}`),
    },
    config.partMinNats,
  );
  const parts = rows.map((ofPart) => partOf(ofPart, looks, table));
  const told = knownParts(parts, toldPairs);
  const walks = walksBetween(parts, input, within, told);
  const returns = returnsBetween(parts, input, within, told, config);
  const strangers = strangersCurves(returns.strangers);
  const curves = samePersonCurves(input, parts, within, strangers, linking, config);
  const { walked, returned } = joinProbabilities(
    parts.length,
    walks,
    returns,
    curves,
    strangers,
    linking,
    config,
  );
  let expected = 0;
  let variance = 0;
  const asked = new Moments();
  parts.forEach((part, index) => {
    if (!input.isCounted(part.rows[0]!)) return;
    expected += 1 - walked[index]! - returned[index]! / returns.share;
    const joined = Math.min(1, walked[index]! + returned[index]!);
    variance += joined * (1 - joined);
    if (index % returns.step === 0) asked.add(returned[index]!);
  });
  return { expected, variance: variance + samplingVariance(asked, returns.share) };
}

/** Of a total that is told from a share of what it is of, drawn without replacement (Cochran 1977, 2.6). */
function samplingVariance(drawn: Moments, share: number): number {
  const { sd } = drawn.shrunkTo({ mean: 0, sd: 0 }, 0);
  return (drawn.weight * (1 - share) * sd ** 2) / share ** 2;
}

/** Who comes right after a row and is compared with it, at most. */
const NEXT_ROWS = 16;

/** Rows that are seen at once where no views overlap: two people. */
function simultaneousRows(
  table: TrackletTable,
  windows: readonly TransitWindow[],
  linking: LinkingConfig,
): { first: number; second: number }[] {
  const pairs: { first: number; second: number }[] = [];
  for (let first = 0; first < table.count; first++) {
    const most = Math.min(table.count, first + 1 + NEXT_ROWS);
    for (let second = first + 1; second < most; second++) {
      if (table.startUtcMs[second]! >= table.endUtcMs[first]!) break;
      if (!mayBeOne(table, windows, first, second, linking)) pairs.push({ first, second });
    }
  }
  return pairs;
}
