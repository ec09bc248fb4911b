import type { LinkingConfig } from './config.ts';
import { GroundModel } from './ground/ground-model.ts';
import { cautiousPosterior, learnModels, softMatches, toldEdges } from './learn-models.ts';
import { AppearanceModel } from './looks/appearance.ts';
import { ColourModel } from './looks/colour.ts';
import type { NegativePair } from './looks/negatives.ts';
import { type Metric, ownMetric } from './looks/study-metric.ts';
import { type Models, modelsOver } from './scoring/score-edges.ts';
import { collectedRows, foundRows, reporting, type ScoredRows } from './scoring/score-rows.ts';
import type { PairsOfOne, ToldPairs } from './tracklets/known-people.ts';
import { excerpt, type TrackletTable } from './tracklets/tracklet-table.ts';
import { TransitModel } from './transit/transit.ts';
import type { TransitWindow } from './transit/transit-window.ts';
import type { LinkProgress } from './types.ts';
import { learningRows, rowAt, toldWithin } from './windows.ts';

/** What a study taught. */
export interface LearntStudy {
  /** All rows, in the study's own metric where it has one. */
  readonly table: TrackletTable;
  /** And what was known to be one person. */
  readonly onePerson: readonly PairsOfOne[];
  readonly models: Models;
  /** The rows that all this was learnt from, scored with it. */
  readonly sample: ScoredRows;
}

/**
 * Learns walking times, curves and the metric from the study's tracklets: from all of them, or from some stretches of a
 * long study (`learningRows`), since more of them teach nothing new.
 */
export function* learnStudy(
  table: TrackletTable,
  transit: readonly TransitWindow[],
  told: ToldPairs,
  onePerson: readonly PairsOfOne[],
  negatives: readonly NegativePair[],
  config: LinkingConfig,
): Generator<LinkProgress, LearntStudy> {
  const ranges = learningRows(table, config);
  const rows = excerpt(table, ranges);
  const toldHere = toldWithin(told, ranges);
  const appearance = new AppearanceModel(table, negatives, config);
  const colour = new ColourModel(table, negatives, config);
  const found = yield* reporting(
    foundRows(
      rows,
      transit,
      toldHere,
      {
        appearance: appearance.over(rows),
        colour: colour.over(rows),
        transit: new TransitModel(rows, transit, config),
        ground: new GroundModel(rows, config),
      },
      config,
    ),
    'finding candidates',
    [0, 0.45],
  );
  let sample = yield* reporting(collectedRows(found, config), 'comparing outfits', [0.45, 0.65]);
  let scores = yield* reporting(
    learnModels(sample.edges, sample.evidence, sample.models, toldHere, onePerson, config),
    'learning walking times',
    [0.65, 0.8],
  );

  const sure = [
    ...onePerson.flatMap(({ table: ofPairs, pairs }) =>
      pairs.map((pair) => ({ ...pair, table: ofPairs, weight: 1 })),
    ),
    ...softMatches(
      sample.edges,
      sample.evidence,
      cautiousPosterior(sample.edges, scores, config),
      toldEdges(sample.edges, toldHere),
    ).map((match) => ({ ...match, table, from: rowAt(ranges, match.from), to: rowAt(ranges, match.to) })),
  ];
  const metric = config.signals.ownMetric ? ownMetric(sure, { table, pairs: negatives }, config) : null;
  if (metric === null)
    return {
      table,
      onePerson,
      models: modelsOver(sample.models, table),
      sample: { ...sample, terms: scores },
    };
  const inMetric = onlyOnce(metric);
  const own = inMetric(table);
  const ofOne = onePerson.map((pairs) => ({ ...pairs, table: inMetric(pairs.table) }));
  const models = {
    ...sample.models,
    appearance: new AppearanceModel(own, negatives, config).over(excerpt(own, ranges)),
  };
  const inOwnMetric = { ...found, table: excerpt(own, ranges), models };
  sample = yield* reporting(collectedRows(inOwnMetric, config), 'comparing outfits', [0.8, 0.9]);
  scores = yield* reporting(
    learnModels(sample.edges, sample.evidence, models, toldHere, ofOne, config),
    'learning walking times',
    [0.9, 1],
  );
  return {
    table: own,
    onePerson: ofOne,
    models: modelsOver(sample.models, own),
    sample: { ...sample, terms: scores },
  };
}

/** What is done to several tables, of which some may be one. */
function onlyOnce(metric: Metric): Metric {
  const made = new Map<TrackletTable, TrackletTable>();
  return (table) => {
    const before = made.get(table);
    if (before) return before;
    const after = metric(table);
    made.set(table, after);
    return after;
  };
}
