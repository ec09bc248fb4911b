import { dotProduct, inverseLength } from '../outfit/packed-vectors.ts';
import { EMBEDDING_LENGTH } from '../outfit/types.ts';
import { type Gaussian, Moments } from '../statistics/moments.ts';
import type { SearchConfig } from './config.ts';
import type { PlacedRecording } from './descriptors.ts';

/** A look that others are compared with. */
export interface Look {
  /** int8[128] */
  readonly vector: Int8Array;
  readonly inverseNorm: number;
  /** Where it was seen; null for a picture from elsewhere. */
  readonly cameraId: number | null;
}

const MIN_SD = 0.01;
/** What the cosines of strangers are taken for where a study has hardly any tracklets. */
const COSINE_PRIOR: Gaussian = Object.freeze({ mean: 0.5, sd: 0.2 });

/** Some looks of one camera, side by side. */
interface Cohort {
  readonly vectors: Int8Array;
  readonly inverseNorms: Float32Array;
}

/**
 * What similarity means in this study, learnt without labels.
 *
 * A cosine is normalised against what both looks score with a cohort of the other's camera (S-norm, Kenny 2010): a
 * black jacket resembles half of the mall, so resembling it says little. How strangers score after that is learnt
 * from people whom one camera shows at the same time: they are two people for certain.
 */
export class LikenessModel {
  readonly #config: SearchConfig;
  readonly #cohorts: ReadonlyMap<number, Cohort>;
  /** Of looks of all cameras, for a picture from elsewhere. */
  readonly #everywhere: Cohort;
  readonly #overall: Gaussian;
  /** Normalised similarity of two strangers. */
  readonly strangers: Gaussian;

  /** Only rows of `space` are looked at: vectors of two descriptors cannot be compared. */
  constructor(recordings: readonly PlacedRecording[], space: number, config: SearchConfig) {
    this.#config = config;
    const ofCamera = Map.groupBy(recordings, ({ cameraId }) => cameraId);
    this.#cohorts = new Map(
      [...ofCamera].map(([cameraId, own]) => [cameraId, sampleCohort(own, space, config.cohortSize)]),
    );
    this.#everywhere = sampleCohort(recordings, space, config.cohortSize);
    this.#overall = spreadWithin(this.#everywhere).shrunkTo(COSINE_PRIOR, 1, MIN_SD);
    const seen = new Moments();
    for (const [first, second] of simultaneousLooks(recordings, space, config.strangerPairs)) {
      seen.add(this.score(first, second));
    }
    this.strangers = seen.shrunkTo({ mean: 0, sd: 1 }, config.strangerShrink, 0.05);
  }

  /** Mean and spread of what a look scores with people of a camera; null asks for people of all cameras. */
  cohortOf(look: Look, cameraId: number | null): Gaussian {
    const { vectors, inverseNorms } = this.#cohort(cameraId);
    const moments = new Moments();
    for (let at = 0; at < inverseNorms.length; at++) {
      const cosine = dotProduct(look.vector, 0, vectors, at * EMBEDDING_LENGTH) * inverseNorms[at]!;
      moments.add(cosine * look.inverseNorm);
    }
    return moments.shrunkTo(this.#overall, this.#config.cohortShrink, MIN_SD);
  }

  /** `cohortOf` one look, computed once per camera: what a search asks for again and again. */
  cohortsOf(look: Look): (cameraId: number | null) => Gaussian {
    const known = new Map<number | null, Gaussian>();
    return (cameraId) => {
      const cohort = known.get(cameraId) ?? this.cohortOf(look, cameraId);
      known.set(cameraId, cohort);
      return cohort;
    };
  }

  /** Similarity of two looks, in standard deviations above what strangers score with either. */
  score(first: Look, second: Look, cohortOfFirst = this.cohortOf(first, second.cameraId)): number {
    const cosine = dotProduct(first.vector, 0, second.vector, 0) * first.inverseNorm * second.inverseNorm;
    const cohortOfSecond = this.cohortOf(second, first.cameraId);
    const a = (cosine - cohortOfFirst.mean) / cohortOfFirst.sd;
    const b = (cosine - cohortOfSecond.mean) / cohortOfSecond.sd;
    return (a + b) / 2;
  }

  #cohort(cameraId: number | null): Cohort {
    return (cameraId === null ? undefined : this.#cohorts.get(cameraId)) ?? this.#everywhere;
  }
}

/** The look of one row; undefined where it has none of this space. */
export function lookOf(
  { descriptors, cameraId }: PlacedRecording,
  row: number,
  space: number,
): Look | undefined {
  const inverseNorm = descriptors.inverseNorm[row]!;
  if (inverseNorm === 0 || descriptors.space[row] !== space) return undefined;
  const from = row * EMBEDDING_LENGTH;
  return { vector: descriptors.vectors.subarray(from, from + EMBEDDING_LENGTH), inverseNorm, cameraId };
}

export function lookOfVector(vector: Int8Array): Look {
  return { vector, inverseNorm: inverseLength(vector), cameraId: null };
}

/** Up to `count` looks, evenly spread over the recordings. */
function sampleCohort(recordings: readonly PlacedRecording[], space: number, count: number): Cohort {
  const looks = [...evenLooks(recordings, space, count)];
  const vectors = new Int8Array(looks.length * EMBEDDING_LENGTH);
  for (const [at, { look }] of looks.entries()) vectors.set(look.vector, at * EMBEDDING_LENGTH);
  return { vectors, inverseNorms: Float32Array.from(looks, ({ look }) => look.inverseNorm) };
}

interface PlacedLook {
  readonly recording: PlacedRecording;
  readonly row: number;
  readonly look: Look;
}

function* evenLooks(
  recordings: readonly PlacedRecording[],
  space: number,
  count: number,
): Generator<PlacedLook> {
  const rows = recordings.reduce((sum, { descriptors }) => sum + descriptors.trackletIds.length, 0);
  const step = Math.max(1, rows / count);
  let next = 0;
  let before = 0;
  for (const recording of recordings) {
    const own = recording.descriptors.trackletIds.length;
    for (; next < before + own; next += step) {
      const row = Math.floor(next) - before;
      const look = lookOf(recording, row, space);
      if (look) yield { recording, row, look };
    }
    before += own;
  }
}

function spreadWithin({ vectors, inverseNorms }: Cohort): Moments {
  const moments = new Moments();
  for (let a = 0; a < inverseNorms.length; a++) {
    for (let b = 0; b < a; b++) {
      const dot = dotProduct(vectors, a * EMBEDDING_LENGTH, vectors, b * EMBEDDING_LENGTH);
      moments.add(dot * inverseNorms[a]! * inverseNorms[b]!);
    }
  }
  return moments;
}

/** Pairs of looks that one recording shows at the same time. */
function* simultaneousLooks(
  recordings: readonly PlacedRecording[],
  space: number,
  count: number,
): Generator<readonly [Look, Look]> {
  for (const { recording, row, look } of evenLooks(recordings, space, count)) {
    const { startOffsetMs, endOffsetMs } = recording.descriptors;
    for (let other = row + 1; other < startOffsetMs.length; other++) {
      if (startOffsetMs[other]! >= endOffsetMs[row]!) break;
      const beside = lookOf(recording, other, space);
      if (!beside) continue;
      yield [look, beside];
      break;
    }
  }
}
