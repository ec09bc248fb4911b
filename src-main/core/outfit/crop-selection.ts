/** A picture of a person as the selection sees it. */
export interface CropCandidate {
  readonly timeMs: number;
  /** `cropQuality`, 0..1. */
  readonly quality: number;
}

export interface CropSelectionConfig {
  /** Crops kept per track. More see more poses and cost disk and time. */
  readonly max: number;
  /**
   * Crops closer in time than this show the same pose and light: only the better one stays. Higher spreads
   * the crops more and keeps fewer of a brief track.
   */
  readonly minSpacingMs: number;
  /** Crops of lower quality than this are never kept, 0..1. Higher leaves small, far people without outfit. */
  readonly minQuality: number;
}

export const defaultCropSelectionConfig: CropSelectionConfig = Object.freeze({
  max: 12,
  minSpacingMs: 300,
  minQuality: 0.03,
});

/** What to do with a crop: put it at `index`, in place of what lay there if `replaces`. */
export interface CropDecision {
  readonly index: number;
  readonly replaces: boolean;
}

/**
 * Chooses the crops of one live track as they come, holding at most `max`. The owner keeps the pictures in an
 * array of its own, which it changes as each decision says.
 */
export class CropKeeper<T extends CropCandidate = CropCandidate> {
  private readonly crops: T[] = [];
  private readonly config: CropSelectionConfig;

  constructor(config: CropSelectionConfig = defaultCropSelectionConfig) {
    this.config = config;
  }

  /** The kept candidates; the position of each is the index that its decision named. */
  get kept(): readonly T[] {
    return this.crops;
  }

  /** Whether a candidate would be kept. If not, none of the same time and lower quality would be. */
  wouldKeep(candidate: CropCandidate): boolean {
    return this.decide(candidate) !== null;
  }

  /** Decides on a candidate, and keeps it if the answer is not null. */
  consider(candidate: T): CropDecision | null {
    const decision = this.decide(candidate);
    if (decision !== null) this.crops[decision.index] = candidate;
    return decision;
  }

  private decide(candidate: CropCandidate): CropDecision | null {
    if (candidate.quality < this.config.minQuality) return null;
    const near = this.nearest(candidate);
    if (near !== null) {
      return candidate.quality > this.crops[near]!.quality ? { index: near, replaces: true } : null;
    }
    if (this.crops.length < this.config.max) return { index: this.crops.length, replaces: false };
    const weakest = leastUseful([...this.crops, candidate]);
    return weakest === this.crops.length ? null : { index: weakest, replaces: true };
  }

  /** The kept crop nearest in time, if too near to keep both. */
  private nearest(candidate: CropCandidate): number | null {
    let best: number | null = null;
    let bestMs = this.config.minSpacingMs;
    this.crops.forEach((crop, index) => {
      const apartMs = Math.abs(crop.timeMs - candidate.timeMs);
      if (apartMs < bestMs) {
        best = index;
        bestMs = apartMs;
      }
    });
    return best;
  }
}

/** The best crops of a finished track: the same rule applied to all candidates, in order of time. */
export function selectBestCrops<T extends CropCandidate>(
  candidates: readonly T[],
  config: Partial<CropSelectionConfig> = {},
): T[] {
  const keeper = new CropKeeper<T>({ ...defaultCropSelectionConfig, ...config });
  const inOrder = candidates.toSorted((a, b) => a.timeMs - b.timeMs);
  for (const candidate of inOrder) keeper.consider(candidate);
  return keeper.kept.toSorted((a, b) => a.timeMs - b.timeMs);
}

/**
 * Index of the crop that would be missed least: of low quality, with neighbours near in time. The time that it
 * covers counts by its square root, so that quality outweighs spread. The best crop of all is never it.
 */
function leastUseful(crops: readonly CropCandidate[]): number {
  const order = crops.map((_, index) => index).sort((a, b) => crops[a]!.timeMs - crops[b]!.timeMs);
  const best = crops.reduce((top, crop, index) => (crop.quality > crops[top]!.quality ? index : top), 0);
  let least = best;
  let leastUse = Number.POSITIVE_INFINITY;
  order.forEach((index, place) => {
    const use = crops[index]!.quality * Math.sqrt(coveredMs(crops, order, place));
    if (index !== best && use < leastUse) {
      leastUse = use;
      least = index;
    }
  });
  return least;
}

/** How the span of a track's first and last crop outweighs an inner gap of the same length. */
const END_WEIGHT = 3;

/** The time between a crop's neighbours, which would be without a crop; at the ends, a multiple of the one gap. */
function coveredMs(crops: readonly CropCandidate[], order: readonly number[], place: number): number {
  const timeMs = crops[order[place]!]!.timeMs;
  const before = order[place - 1];
  const after = order[place + 1];
  if (before !== undefined && after !== undefined) return crops[after]!.timeMs - crops[before]!.timeMs;
  const neighbour = before ?? after;
  return neighbour === undefined ? 0 : END_WEIGHT * Math.abs(timeMs - crops[neighbour]!.timeMs);
}
