import type { AppearanceModel } from './appearance.ts';
import type { ColourModel } from './colour.ts';
import type { LinkingConfig } from './config.ts';
import type { Edges } from './edges.ts';
import { matchingMarginals } from './marginals.ts';
import { motionLlr } from './motion.ts';
import type { TrackletTable } from './tracklet-table.ts';
import type { TransitModel } from './transit.ts';

/** The terms of every edge, in nats, and what follows from their sum. */
export interface EdgeScores {
  readonly appearanceLlr: Float64Array;
  /** Time and, in one camera, place. */
  readonly transitLlr: Float64Array;
  readonly colourLlr: Float64Array;
  readonly totalLlr: Float64Array;
  readonly posterior: Float64Array;
}

export interface Models {
  readonly appearance: AppearanceModel;
  readonly colour: ColourModel;
  readonly transit: TransitModel;
}

export function scoreEdges(
  table: TrackletTable,
  edges: Edges,
  models: Models,
  config: LinkingConfig,
): EdgeScores {
  const count = edges.to.length;
  const appearanceLlr = new Float64Array(count);
  const transitLlr = new Float64Array(count);
  const colourLlr = new Float64Array(count);
  const totalLlr = new Float64Array(count);
  forEachEdge(edges, (from, to, edge) => {
    appearanceLlr[edge] = models.appearance.llr(from, to);
    colourLlr[edge] = models.colour.llr(from, to);
    transitLlr[edge] = models.transit.llr(from, to) + placeLlr(table, from, to, config);
    totalLlr[edge] = appearanceLlr[edge]! + colourLlr[edge]! + transitLlr[edge]!;
  });
  const posterior = matchingMarginals(edges, totalLlr, {
    tolerance: config.beliefTolerance,
    maxRounds: config.beliefMaxRounds,
  });
  return { appearanceLlr, transitLlr, colourLlr, totalLlr, posterior };
}

export function forEachEdge(edges: Edges, visit: (from: number, to: number, edge: number) => void): void {
  for (let from = 0; from < edges.rowStart.length - 1; from++) {
    for (let edge = edges.rowStart[from]!; edge < edges.rowStart[from + 1]!; edge++)
      visit(from, edges.to[edge]!, edge);
  }
}

function placeLlr(table: TrackletTable, from: number, to: number, config: LinkingConfig): number {
  if (table.cameraIndex[from] !== table.cameraIndex[to]) return 0;
  const gapMs = table.startUtcMs[to]! - table.endUtcMs[from]!;
  return motionLlr(table.tracklets[from]!.exit, table.tracklets[to]!.entry, gapMs, config);
}
