import type { BoxPx } from '#shared/units.ts';
import { boxArea, clipBox, coveredFraction, isInside } from '../geometry/box.ts';
import type { SizePx } from '../geometry/letterbox.ts';

/** What is known of one picture of a person. */
export interface CropFacts {
  readonly boxPx: BoxPx;
  /** The detector's, 0..1. */
  readonly score: number;
  /** `laplacianVariance` of the crop. */
  readonly sharpness: number;
  readonly picture: SizePx;
  /** The other people's boxes in the same frame. */
  readonly othersPx: readonly BoxPx[];
}

export interface CropQualityConfig {
  /** Height of a person at which the height's part of the quality is one half. Higher asks for closer people. */
  readonly halfHeightPx: number;
  /** Laplacian variance at which the sharpness's part is one half. Higher asks for sharper pictures. */
  readonly halfSharpness: number;
  /** Margin at the picture's border inside which a box counts as cut off. */
  readonly borderPx: number;
  /** Quality factor of a box at the picture's border. Lower avoids them more. */
  readonly borderFactor: number;
}

export const defaultCropQualityConfig: CropQualityConfig = Object.freeze({
  halfHeightPx: 80,
  halfSharpness: 150,
  borderPx: 2,
  borderFactor: 0.5,
});

/**
 * How well a picture shows a person's outfit, 0..1: the product of the parts for height, sharpness, score,
 * freedom from other people, and lying inside the picture, so that one bad part makes a bad crop.
 *
 * Of two overlapping people the one whose feet are lower in the picture stands in front and hides the other.
 */
export function cropQuality(facts: CropFacts, config: CropQualityConfig): number {
  const { boxPx, picture } = facts;
  const area = boxArea(boxPx);
  if (area <= 0) return 0;
  const height = saturating(boxPx.h, config.halfHeightPx);
  const sharpness = saturating(facts.sharpness, config.halfSharpness);
  const inside = boxArea(clipBox(boxPx, picture.widthPx, picture.heightPx)) / area;
  const isWhole = isInside(boxPx, picture.widthPx, picture.heightPx, config.borderPx);
  const border = isWhole ? 1 : config.borderFactor;
  return (
    height * (0.5 + 0.5 * sharpness) * facts.score * inside * border * visibleFraction(boxPx, facts.othersPx)
  );
}

function visibleFraction(boxPx: BoxPx, others: readonly BoxPx[]): number {
  const feet = boxPx.y + boxPx.h;
  return others.reduce((visible, other) => {
    const inFront = other.y + other.h > feet;
    // A person behind still spoils the colours at the sides, though less.
    return visible * (1 - coveredFraction(boxPx, other) * (inFront ? 1 : 0.4));
  }, 1);
}

/** 0 at 0, one half at `half`, towards 1 above. */
function saturating(value: number, half: number): number {
  return value <= 0 ? 0 : value / (value + half);
}
