import type { BoxPx } from '#shared/units.ts';
import type { Detections } from '../../core/detection/detections.ts';
import { boxAt } from '../../core/geometry/box.ts';
import type { SizePx } from '../../core/geometry/letterbox.ts';
import { laplacianVariance } from '../../core/geometry/luma.ts';
import type { RgbImage } from '../../core/geometry/rgb-image.ts';
import { cropQuality, cropQualityBound, defaultCropQualityConfig } from '../../core/outfit/crop-quality.ts';
import { CropKeeper } from '../../core/outfit/crop-selection.ts';
import type { TrackSighting } from '../../core/tracking/tracker.ts';
import { resizeRgb } from '../../media/picture-converter.ts';

/** A kept picture of a person, in memory while the person is tracked. */
export interface LiveCrop {
  readonly timeMs: number;
  readonly quality: number;
  readonly boxPx: BoxPx;
  /** Not white-balanced; at most as tall as the configuration says. */
  readonly image: RgbImage;
}

/** A frame that people can be cut out of. */
interface CropSource extends SizePx {
  cropRgb(boxPx: BoxPx): RgbImage | null;
}

/** The best pictures of everybody who is being tracked: a bounded number each. */
export class LiveCrops {
  readonly #maxHeightPx: number;
  readonly #keepers = new Map<number, CropKeeper<LiveCrop>>();

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
      const keeper = this.#keeperOf(ordinal);
      const facts = {
        boxPx,
        score: detections.scores[row]!,
        picture: frame,
        othersPx: people.filter((other) => other !== person).map((other) => other.boxPx),
      };
      // Cutting a person out and measuring the sharpness costs far more than all else here.
      if (!keeper.wouldKeep({ timeMs, quality: cropQualityBound(facts, defaultCropQualityConfig) })) continue;
      const crop = frame.cropRgb(boxPx);
      if (crop === null) continue;
      const image = this.#bounded(crop);
      const quality = cropQuality(
        { ...facts, sharpness: laplacianVariance(image) },
        defaultCropQualityConfig,
      );
      keeper.consider({ timeMs, quality, boxPx, image });
    }
  }

  /** Hands over the pictures of a track that ended, in order of time, and forgets them. */
  take(ordinal: number): LiveCrop[] {
    const kept = this.#keepers.get(ordinal)?.kept ?? [];
    this.#keepers.delete(ordinal);
    return kept.toSorted((a, b) => a.timeMs - b.timeMs);
  }

  #keeperOf(ordinal: number): CropKeeper<LiveCrop> {
    let keeper = this.#keepers.get(ordinal);
    if (keeper === undefined) {
      keeper = new CropKeeper();
      this.#keepers.set(ordinal, keeper);
    }
    return keeper;
  }

  #bounded(crop: RgbImage): RgbImage {
    if (crop.heightPx <= this.#maxHeightPx) return crop;
    const widthPx = Math.max(1, Math.round((crop.widthPx * this.#maxHeightPx) / crop.heightPx));
    return resizeRgb(crop, widthPx, this.#maxHeightPx);
  }
}
