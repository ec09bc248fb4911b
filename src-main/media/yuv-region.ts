import {
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV422P,
  AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUVJ420P,
  AV_PIX_FMT_YUVJ422P,
  AV_PIX_FMT_YUVJ444P,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_BT709,
} from 'node-av/constants';
import type { Frame } from 'node-av/lib';
import type { SizePx } from '../core/geometry/letterbox.ts';
import type { RgbImage } from '../core/geometry/rgb-image.ts';

interface Layout {
  /** Luma samples per chroma sample, as powers of two. */
  readonly shiftX: number;
  readonly shiftY: number;
  readonly isFullRange: boolean;
}

/** 8-bit planar formats, which are what recorders' videos decode to. */
const LAYOUTS: ReadonlyMap<number, Layout> = new Map([
  [AV_PIX_FMT_YUV420P, { shiftX: 1, shiftY: 1, isFullRange: false }],
  [AV_PIX_FMT_YUV422P, { shiftX: 1, shiftY: 0, isFullRange: false }],
  [AV_PIX_FMT_YUV444P, { shiftX: 0, shiftY: 0, isFullRange: false }],
  [AV_PIX_FMT_YUVJ420P, { shiftX: 1, shiftY: 1, isFullRange: true }],
  [AV_PIX_FMT_YUVJ422P, { shiftX: 1, shiftY: 0, isFullRange: true }],
  [AV_PIX_FMT_YUVJ444P, { shiftX: 0, shiftY: 0, isFullRange: true }],
]);

export interface RegionPx {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * The part of a frame under a box of whole pixels inside it, as RGB; null for pixel formats that are not 8-bit planar
 * YUV. Converting only the people of a 1080p frame takes a tenth of the time of converting all of it. With `size`, only
 * so many pixels are taken, evenly spread and unfiltered: enough for the colours of a jacket, too little for a picture.
 *
 * ITU-R BT.709 or BT.601 as the frame says (601 where it does not), chroma of the nearest sample.
 */
export function regionToRgb(
  frame: Frame,
  region: RegionPx,
  size: SizePx = { widthPx: region.w, heightPx: region.h },
): RgbImage | null {
  const layout = LAYOUTS.get(frame.format);
  const planes = frame.data;
  if (layout === undefined || planes === null) return null;
  const [lumaPlane, bluePlane, redPlane] = planes as [Buffer, Buffer, Buffer];
  const [lumaStride, chromaStride] = frame.linesize as [number, number];
  const isFullRange = layout.isFullRange || frame.colorRange === AVCOL_RANGE_JPEG;
  const { lumaGain, lumaBase, redOfV, greenOfU, greenOfV, blueOfU } = coefficients(
    frame.colorSpace === AVCOL_SPC_BT709,
    isFullRange,
  );
  // Clamps and rounds on writing.
  const { widthPx, heightPx } = size;
  const data = new Uint8ClampedArray(widthPx * heightPx * 3);
  const stepX = region.w / widthPx;
  const stepY = region.h / heightPx;
  let to = 0;
  for (let row = 0; row < heightPx; row++) {
    const y = region.y + Math.floor((row + 0.5) * stepY);
    const lumaRow = y * lumaStride;
    const chromaRow = (y >> layout.shiftY) * chromaStride;
    for (let column = 0; column < widthPx; column++, to += 3) {
      const x = region.x + Math.floor((column + 0.5) * stepX);
      const luma = lumaGain * (lumaPlane[lumaRow + x]! - lumaBase);
      const u = bluePlane[chromaRow + (x >> layout.shiftX)]! - 128;
      const v = redPlane[chromaRow + (x >> layout.shiftX)]! - 128;
      data[to] = luma + redOfV * v;
      data[to + 1] = luma + greenOfU * u + greenOfV * v;
      data[to + 2] = luma + blueOfU * u;
    }
  }
  return { widthPx, heightPx, data: new Uint8Array(data.buffer) };
}

/** From the luma weights of red and blue, after ITU-R BT.601 and BT.709, section 3. */
function coefficients(is709: boolean, isFullRange: boolean) {
  const red = is709 ? 0.2126 : 0.299;
  const blue = is709 ? 0.0722 : 0.114;
  const green = 1 - red - blue;
  const chromaGain = isFullRange ? 1 : 255 / 224;
  return {
    lumaGain: isFullRange ? 1 : 255 / 219,
    lumaBase: isFullRange ? 0 : 16,
    redOfV: 2 * (1 - red) * chromaGain,
    greenOfU: (-2 * (1 - blue) * blue * chromaGain) / green,
    greenOfV: (-2 * (1 - red) * red * chromaGain) / green,
    blueOfU: 2 * (1 - blue) * chromaGain,
  };
}
