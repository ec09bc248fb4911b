import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import { choleskyFactor, columnsOf, solveLower } from '../../statistics/cholesky.ts';
import { Moments } from '../../statistics/moments.ts';
import type { LinkingConfig } from '../config.ts';
import {
  evenSample,
  hasEmbedding,
  similarity,
  type TrackletTable,
  withEmbeddings,
} from '../tracklets/tracklet-table.ts';
import type { WeightedTransit } from '../transit/transit.ts';
import type { NegativePair } from './negatives.ts';

/**
 * A general embedding knows nothing of this building's light and cameras; the study's own tracklets do. Two
 * steps, both without labels:
 *
 * 1. `cameraCentred`: what all people have in common in one camera is the camera's cast, and is taken away.
 * 2. `ownMetric`: directions in which one person's views differ count less (within-class covariance
 *    normalisation, Hatch et al. 2006; the same inverse as in KISSME and XQDA), learnt from border
 *    continuations and sure soft matches, shrunk to a multiple of the identity, and used only where it tells
 *    held-out matches from simultaneous strangers better than before.
 */
export function cameraCentred(table: TrackletTable, config: LinkingConfig): TrackletTable {
  const overall = meanOf(
    table,
    table.ids.map((_, row) => row),
  );
  const means = table.rowsOfCamera.map((rows) => {
    const { mean, count } = meanOf(table, rows);
    const share = count / (count + config.cameraMeanShrink);
    return mean.map((value, i) => share * value + (1 - share) * overall.mean[i]!);
  });
  return withEmbeddings(table, (row, into) => {
    const mean = means[table.cameraIndex[row]!]!;
    readUnit(table, row, into);
    for (let i = 0; i < EMBEDDING_LENGTH; i++) into[i]! -= mean[i]!;
  });
}

/** Two rows of a table, and how likely they are one person. */
export interface Match extends WeightedTransit {
  readonly table: TrackletTable;
}

/** A study's own metric: gives the same tracklets with embeddings that plain cosines compare by it. */
export type Metric = (table: TrackletTable) => TrackletTable;

/** The study's own metric, or null when the matches are too few or it tells people apart no better. */
export function ownMetric(
  matches: readonly Match[],
  strangers: { readonly table: TrackletTable; readonly pairs: readonly NegativePair[] },
  config: LinkingConfig,
): Metric | null {
  const sure = matches.filter(
    ({ table, from, to, weight }) =>
      weight >= config.metricMinPosterior && hasEmbedding(table, from) && hasEmbedding(table, to),
  );
  if (sure.length < config.metricMinPairs) return null;
  const used = evenSample(
    sure.map((_, index) => index),
    config.metricMaxPairs,
  ).map((index) => sure[index]!);
  const held = used.filter((_, index) => index % 3 === 0);
  const taught = used.filter((_, index) => index % 3 !== 0);
  const trial = inTables(whitening(taught, config), [
    ...held.map(({ table, from, to }) => ({ table, rows: [from, to] })),
    ...strangers.pairs.map(({ first, second }) => ({ table: strangers.table, rows: [first, second] })),
  ]);
  const tried = separation(
    held.map((match) => ({ ...match, table: trial(match.table) })),
    { ...strangers, table: trial(strangers.table) },
  );
  return tried > separation(held, strangers) ? whitening(used, config) : null;
}

/** How far similarities of one person lie above those of strangers, in their mean standard deviation (d′). */
export function separation(
  matches: readonly Match[],
  strangers: { readonly table: TrackletTable; readonly pairs: readonly NegativePair[] },
): number {
  const same = new Moments();
  const other = new Moments();
  for (const { table, from, to, weight } of matches) same.add(similarity(table, from, to), weight);
  for (const { first, second } of strangers.pairs) {
    if (hasEmbedding(strangers.table, first) && hasEmbedding(strangers.table, second))
      other.add(similarity(strangers.table, first, second));
  }
  const a = same.shrunkTo({ mean: 0, sd: 1 }, 0);
  const b = other.shrunkTo({ mean: 0, sd: 1 }, 0);
  return (a.mean - b.mean) / Math.sqrt((a.sd ** 2 + b.sd ** 2) / 2);
}

/** @param isNeeded per row; of the others the result has no embedding. Absent: all are. */
type Whitening = (table: TrackletTable, isNeeded?: Uint8Array) => TrackletTable;

function whitening(matches: readonly Match[], config: LinkingConfig): Whitening {
  const factor = choleskyFactor(withinCovariance(matches, config), EMBEDDING_LENGTH);
  const columns = columnsOf(factor, EMBEDDING_LENGTH);
  return (table, isNeeded) =>
    withEmbeddings(
      table,
      (row, into) => {
        readUnit(table, row, into);
        solveLower(columns, into, EMBEDDING_LENGTH);
      },
      isNeeded,
    );
}

/** Each table whitened once, as far as it is needed. */
function inTables(
  whitened: Whitening,
  needed: readonly { readonly table: TrackletTable; readonly rows: readonly number[] }[],
): Metric {
  const isNeeded = new Map<TrackletTable, Uint8Array>();
  for (const { table, rows } of needed) {
    const ofTable = isNeeded.get(table) ?? new Uint8Array(table.count);
    for (const row of rows) ofTable[row] = 1;
    isNeeded.set(table, ofTable);
  }
  const made = new Map([...isNeeded].map(([table, ofTable]) => [table, whitened(table, ofTable)]));
  return (table) => made.get(table) ?? table;
}

/**
 * Variance of a component by being stored in whole steps of its vector's largest, which is a quarter of its length or so.
 * Without it, matches that are all equal to the byte would leave no covariance to invert.
 */
const ROUNDING_VARIANCE = (0.25 / 127) ** 2 / 12;

/** Mean outer product of the differences of matches, shrunk to its mean diagonal. */
function withinCovariance(matches: readonly Match[], config: LinkingConfig): Float64Array {
  const n = EMBEDDING_LENGTH;
  const sum = new Float64Array(n * n);
  const first = new Float64Array(n);
  const second = new Float64Array(n);
  let total = 0;
  for (const { table, from, to, weight } of matches) {
    readUnit(table, from, first);
    readUnit(table, to, second);
    for (let i = 0; i < n; i++) first[i]! -= second[i]!;
    for (let i = 0; i < n; i++) {
      const scaled = weight * first[i]!;
      for (let j = 0; j <= i; j++) sum[i * n + j]! += scaled * first[j]!;
    }
    total += weight;
  }
  let trace = 0;
  for (let i = 0; i < n; i++) trace += sum[i * n + i]! / total;
  const shrink = Math.max(config.metricMinShrink, config.metricShrink / (total + config.metricShrink));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const diagonal = i === j ? (shrink * trace) / n + ROUNDING_VARIANCE : 0;
      const value = ((1 - shrink) * sum[i * n + j]!) / total + diagonal;
      sum[i * n + j] = value;
      sum[j * n + i] = value;
    }
  }
  return sum;
}

function meanOf(table: TrackletTable, rows: ArrayLike<number>): { mean: Float64Array; count: number } {
  const mean = new Float64Array(EMBEDDING_LENGTH);
  const unit = new Float64Array(EMBEDDING_LENGTH);
  let count = 0;
  for (let at = 0; at < rows.length; at++) {
    if (!hasEmbedding(table, rows[at]!)) continue;
    readUnit(table, rows[at]!, unit);
    count++;
    for (let i = 0; i < EMBEDDING_LENGTH; i++) mean[i]! += unit[i]!;
  }
  if (count > 0) for (let i = 0; i < EMBEDDING_LENGTH; i++) mean[i]! /= count;
  return { mean, count };
}

function readUnit(table: TrackletTable, row: number, into: Float64Array): void {
  const base = row * EMBEDDING_LENGTH;
  const scale = table.inverseNorm[row]!;
  for (let i = 0; i < EMBEDDING_LENGTH; i++) into[i] = table.embeddings[base + i]! * scale;
}
