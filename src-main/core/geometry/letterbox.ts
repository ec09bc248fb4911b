/** Grey level that fills the part of a detector's input that the picture does not cover, 0..255. */
export const LETTERBOX_PAD = 114;

/** Detector inputs are multiples of this, the coarsest stride of the head. */
const INPUT_STEP_PX = 32;

export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** How a picture lies in a detector's input: scaled by `scale` into its top-left corner, the rest padded. */
export interface Letterbox {
  readonly input: SizePx;
  /** Part of the input that shows the picture. */
  readonly content: SizePx;
  /** Input pixels per source pixel. */
  readonly scale: number;
}

/**
 * The smallest input that holds the picture with its long side at `longSidePx`, in multiples of 32:
 * 640×480 for a 4:3 picture, 640×384 for 16:9. Throws RangeError for an empty picture.
 */
export function detectorInputSize(
  widthPx: number,
  heightPx: number,
  options: { readonly longSidePx: number },
): SizePx {
  if (!(widthPx > 0 && heightPx > 0)) throw new RangeError(`picture of ${widthPx}×${heightPx} pixels`);
  const scale = options.longSidePx / Math.max(widthPx, heightPx);
  return { widthPx: roundUp(widthPx * scale), heightPx: roundUp(heightPx * scale) };
}

/** Fits a picture into an input of the given size, top left, without changing its proportions. */
export function letterbox(source: SizePx, input: SizePx): Letterbox {
  const scale = Math.min(input.widthPx / source.widthPx, input.heightPx / source.heightPx);
  return {
    input,
    scale,
    content: {
      widthPx: Math.min(input.widthPx, Math.round(source.widthPx * scale)),
      heightPx: Math.min(input.heightPx, Math.round(source.heightPx * scale)),
    },
  };
}

function roundUp(valuePx: number): number {
  // A hair below, so that 640.0000001 from the division does not become 672.
  return Math.max(INPUT_STEP_PX, Math.ceil(valuePx / INPUT_STEP_PX - 1e-6) * INPUT_STEP_PX);
}
