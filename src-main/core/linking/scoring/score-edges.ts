import { type Edges, forEachEdge } from '../candidates/edges.ts';
import type { LinkingConfig } from '../config.ts';
import type { GroundModel } from '../ground/ground-model.ts';
import type { AppearanceModel } from '../looks/appearance.ts';
import type { ColourModel } from '../looks/colour.ts';
import { beliefOf, matchingMarginals } from '../matching/marginals.ts';
import { readEnd } from '../tracklets/tracklet-columns.ts';
import type { TrackletTable } from '../tracklets/tracklet-table.ts';
import { motionLlr } from '../transit/motion.ts';
import type { TransitModel } from '../transit/transit.ts';

export interface Models {
  readonly appearance: AppearanceModel;
  readonly colour: ColourModel;
  readonly transit: TransitModel;
  readonly ground: GroundModel;
}

/** What they have learnt, for other tracklets of the same cameras. */
export function modelsOver(models: Models, table: TrackletTable): Models {
  return {
    appearance: models.appearance.over(table),
    colour: models.colour.over(table),
    transit: models.transit.over(table),
    ground: models.ground.over(table),
  };
}

/** What of every edge does not change while EM learns. */
export interface EdgeEvidence {
  readonly appearanceScore: Float32Array;
  /** In nats. */
  readonly colourLlr: Float32Array;
  /** In nats: place in the picture, for edges inside one camera. */
  readonly placeLlr: Float32Array;
}

/** The terms of every edge, in nats. */
export interface EdgeTerms {
  readonly appearanceLlr: Float64Array;
  /** Time and place: in one camera's picture, or on the ground that two cameras see. */
  readonly transitLlr: Float64Array;
  readonly totalLlr: Float64Array;
}

/** With what follows from their sum. */
export interface EdgeScores extends EdgeTerms {
  readonly posterior: Float64Array;
}

/** Yields the share done: this is the costly part of scoring. */
export function* collectEvidence(
  table: TrackletTable,
  edges: Edges,
  { appearance, colour }: Models,
  config: LinkingConfig,
): Generator<number, EdgeEvidence> {
  const { rowStart, to } = edges;
  const rows = rowStart.length - 1;
  const appearanceScore = new Float32Array(to.length);
  const colourLlr = new Float32Array(to.length);
  const placeLlr = new Float32Array(to.length);
  for (let from = 0; from < rows; from++) {
    if (from % 512 === 0) yield from / rows;
    for (let edge = rowStart[from]!; edge < rowStart[from + 1]!; edge++) {
      appearanceScore[edge] = appearance.score(from, to[edge]!);
      if (config.signals.colours) colourLlr[edge] = colour.llr(from, to[edge]!);
      placeLlr[edge] = pictureLlr(table, from, to[edge]!, config);
    }
  }
  return { appearanceScore, colourLlr, placeLlr };
}

export function scoreEdges(
  edges: Edges,
  evidence: EdgeEvidence,
  models: Models,
  config: LinkingConfig,
): EdgeScores {
  const terms = edgeTerms(edges, evidence, models, config);
  const posterior = matchingMarginals(edges, terms.totalLlr, beliefOf(config));
  return { ...terms, posterior };
}

export function edgeTerms(
  edges: Edges,
  evidence: EdgeEvidence,
  models: Models,
  config: LinkingConfig,
): EdgeTerms {
  const count = edges.to.length;
  const appearanceLlr = new Float64Array(count);
  const transitLlr = new Float64Array(count);
  const totalLlr = new Float64Array(count);
  forEachEdge(edges, (from, to, edge) => {
    appearanceLlr[edge] = models.appearance.llr(from, to, evidence.appearanceScore[edge]!);
    transitLlr[edge] = config.signals.transit
      ? models.transit.llr(from, to) + models.ground.llr(from, to) + evidence.placeLlr[edge]!
      : config.flatStepNats;
    totalLlr[edge] = appearanceLlr[edge]! + transitLlr[edge]! + evidence.colourLlr[edge]!;
  });
  return { appearanceLlr, transitLlr, totalLlr };
}

export function pictureLlr(table: TrackletTable, from: number, to: number, config: LinkingConfig): number {
  if (table.cameraIndex[from] !== table.cameraIndex[to]) return 0;
  const gapMs = table.startUtcMs[to]! - table.endUtcMs[from]!;
  if (gapMs > config.motionMaxGapMs) return 0;
  return motionLlr(readEnd(table.exits, from), readEnd(table.entries, to), gapMs, config);
}
