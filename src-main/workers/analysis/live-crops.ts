import type { BoxPx } from '#shared/units.ts';
import type { Detections } from '../../core/detection/detections.ts';
import { boxAt } from '../../core/geometry/box.ts';
import type { SizePx } from '../../core/geometry/letterbox.ts';
import { cropQuality, defaultCropQualityConfig } from '../../core/outfit/crop-quality.ts';
import { CropKeeper } from '../../core/outfit/crop-selection.ts';
import type { TrackSighting } from '../../core/tracking/tracker.ts';
import { sharpnessOf, type YuvPicture } from '../../media/yuv-picture.ts';

interface Sighting {
  readonly timeMs: number;
  readonly quality: number;
  readonly boxPx: BoxPx;
}

/** A picture of a person who is or was tracked. */
export interface LiveCrop extends Sighting {
  /** As the decoder gave it, at most as tall as the configuration says. */
  readonly picture: YuvPicture;
}

/** Somebody who is being tracked. */
interface Person {
  readonly keeper: CropKeeper<LiveCrop>;
  /** The `sharpnessOf` the sharpest of their pictures so far; null before the first. */
  sharpest: number | null;
}

/**
 * How much sharper than all before somebody's next picture may be, at most: they come closer by little from look to look.
 */
const SHARPER = 1.25;

/** A frame that people can be cut out of. */
interface CropSource extends SizePx {
  cropYuv(boxPx: BoxPx, maxHeightPx: number): YuvPicture | null;
}

/** The best pictures of everybody who is being tracked: a bounded number each. */
export class LiveCrops {
  readonly #maxHeightPx: number;
  readonly #people = new Map<number, Person>();

  constructor(maxHeightPx: number) {
    this.#maxHeightPx = maxHeightPx;
  }

  /** Looks at everybody seen in a frame. */
  consider(
    frame: CropSource,
    timeMs: number,
    detections: Detections,
    sightings: readonly TrackSighting[],
  ): void {
    // Only what is tracked can hide somebody: a second, half-high box on the same person hides nobody.
    const people = sightings.map(({ ordinal, row }) => ({
      ordinal,
      row,
      boxPx: boxAt(detections.boxesPx, row),
    }));
    for (const person of people) {
      const { ordinal, row, boxPx } = person;
      const known = this.#personOf(ordinal);
      const facts = {
        boxPx,
        score: detections.scores[row]!,
        picture: frame,
        othersPx: people.filter((other) => other !== person).map((other) => other.boxPx),
      };
      // Cutting a person out and measuring the sharpness costs far more than all else here.
      const hoped = { ...facts, sharpness: hopedSharpness(known) };
      if (!known.keeper.wouldKeep({ timeMs, quality: cropQuality(hoped, defaultCropQualityConfig) }))
        continue;
      const picture = frame.cropYuv(boxPx, this.#maxHeightPx);
      if (picture === null) continue;
      const sharpness = sharpnessOf(picture);
      known.sharpest = Math.max(known.sharpest ?? 0, sharpness);
      known.keeper.consider({
        timeMs,
        quality: cropQuality({ ...facts, sharpness }, defaultCropQualityConfig),
        boxPx,
        picture,
      });
    }
  }

  /** Hands over the pictures of a track that ended, in order of time, and forgets them. */
  take(ordinal: number): LiveCrop[] {
    const kept = this.#people.get(ordinal)?.keeper.kept ?? [];
    this.forget(ordinal);
    return kept.toSorted((a, b) => a.timeMs - b.timeMs);
  }

  forget(ordinal: number): void {
    this.#people.delete(ordinal);
  }

  #personOf(ordinal: number): Person {
    let person = this.#people.get(ordinal);
    if (person === undefined) {
      person = { keeper: new CropKeeper(), sharpest: null };
      this.#people.set(ordinal, person);
    }
    return person;
  }
}

function hopedSharpness({ sharpest }: Person): number {
  return sharpest === null ? Number.MAX_VALUE : SHARPER * sharpest;
}
