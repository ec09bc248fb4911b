import type { AVPixelFormat } from 'node-av/constants';
import {
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV422P,
  AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUVJ420P,
  AV_PIX_FMT_YUVJ422P,
  AV_PIX_FMT_YUVJ444P,
} from 'node-av/constants';
import type { SizePx } from '../core/geometry/letterbox.ts';
import { laplacianVariance } from '../core/geometry/luma.ts';
import type { RgbImage } from '../core/geometry/rgb-image.ts';

interface Layout {
  /** Luma samples per chroma sample, as powers of two. */
  readonly shiftX: number;
  readonly shiftY: number;
  /** Whatever the frame says. */
  readonly isFullRange?: true;
}

/** 8-bit planar formats, which are what recorders' videos decode to. */
const LAYOUTS: ReadonlyMap<number, Layout> = new Map([
  [AV_PIX_FMT_YUV420P, { shiftX: 1, shiftY: 1 }],
  [AV_PIX_FMT_YUV422P, { shiftX: 1, shiftY: 0 }],
  [AV_PIX_FMT_YUV444P, { shiftX: 0, shiftY: 0 }],
  [AV_PIX_FMT_YUVJ420P, { shiftX: 1, shiftY: 1, isFullRange: true }],
  [AV_PIX_FMT_YUVJ422P, { shiftX: 1, shiftY: 0, isFullRange: true }],
  [AV_PIX_FMT_YUVJ444P, { shiftX: 0, shiftY: 0, isFullRange: true }],
]);

/** A picture of 8-bit planar YUV. */
export interface YuvPicture extends SizePx {
  readonly format: AVPixelFormat;
  /** Luma, then chroma of blue and of red. */
  readonly planes: readonly [Buffer, Buffer, Buffer];
  /** Bytes from a row to the next, per plane. */
  readonly strides: readonly [number, number, number];
  readonly shiftX: number;
  readonly shiftY: number;
  /** Colours by ITU-R BT.709, else by BT.601. */
  readonly isBt709: boolean;
  /** Luma of 0 to 255 rather than 16 to 235. */
  readonly isFullRange: boolean;
}

/** Whole pixels. */
export interface RegionPx {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** swscale's vector code may read and write a little past the last row. */
export const SLACK_BYTES = 256;

/** Luma of limited range lies between 16 and 235. */
const LIMITED_LUMA_GAIN = 255 / 219;

export function isPlanarYuv(format: AVPixelFormat): boolean {
  return LAYOUTS.has(format);
}

/** The format of the same range that has chroma for every pixel. */
export function fullChroma(format: AVPixelFormat): AVPixelFormat {
  return LAYOUTS.get(format)?.isFullRange ? AV_PIX_FMT_YUVJ444P : AV_PIX_FMT_YUV444P;
}

/** A picture of planes that lie somewhere; throws RangeError for a format that is not 8-bit planar YUV. */
export function yuvPicture(
  picture: Pick<YuvPicture, 'format' | 'widthPx' | 'heightPx' | 'isBt709' | 'isFullRange'> & {
    readonly planes: readonly Buffer[];
    readonly strides: readonly number[];
  },
): YuvPicture {
  const layout = LAYOUTS.get(picture.format);
  if (layout === undefined) throw new RangeError(`pixel format ${picture.format} is not planar YUV`);
  const [luma, blue, red] = picture.planes as [Buffer, Buffer, Buffer];
  const [lumaStride, blueStride, redStride] = picture.strides as [number, number, number];
  return { ...picture, ...layout, planes: [luma, blue, red], strides: [lumaStride, blueStride, redStride] };
}

/**
 * A picture of the given colours whose planes lie in memory of its own, not filled, without padding between rows. swscale
 * may work on it.
 */
export function makeYuv(
  { format, isBt709, isFullRange }: Pick<YuvPicture, 'format' | 'isBt709' | 'isFullRange'>,
  { widthPx, heightPx }: SizePx,
): YuvPicture {
  const { shiftX, shiftY } = LAYOUTS.get(format)!;
  const chromaWidth = chromaLength(widthPx, shiftX);
  const chromaBytes = chromaWidth * chromaLength(heightPx, shiftY);
  const lumaBytes = widthPx * heightPx;
  // In one piece: three of them, of all sizes and for as long as somebody is tracked, leave more holes in the heap.
  const bytes = Buffer.allocUnsafeSlow(lumaBytes + 2 * chromaBytes + 3 * SLACK_BYTES);
  let end = 0;
  const plane = (length: number): Buffer => {
    const start = end;
    end = start + length + SLACK_BYTES;
    return bytes.subarray(start, start + length);
  };
  return yuvPicture({
    format,
    widthPx,
    heightPx,
    isBt709,
    isFullRange,
    planes: [plane(lumaBytes), plane(chromaBytes), plane(chromaBytes)],
    strides: [widthPx, chromaWidth, chromaWidth],
  });
}

/**
 * The part of a picture under a region inside it, in the same memory. It begins at the chroma sample that the region's
 * first pixel has, so up to a pixel further left and up.
 */
export function yuvUnder(picture: YuvPicture, { x, y, w, h }: RegionPx): YuvPicture {
  const { shiftX, shiftY, strides } = picture;
  const column = x >> shiftX;
  const row = y >> shiftY;
  const starts = [
    (row << shiftY) * strides[0] + (column << shiftX),
    row * strides[1] + column,
    row * strides[2] + column,
  ] as const;
  const [luma, blue, red] = picture.planes;
  return {
    ...picture,
    widthPx: w,
    heightPx: h,
    planes: [luma.subarray(starts[0]), blue.subarray(starts[1]), red.subarray(starts[2])],
  };
}

export function copyYuv(picture: YuvPicture): YuvPicture {
  const copy = makeYuv(picture, picture);
  for (const [index, plane] of copy.planes.entries()) {
    const stride = copy.strides[index]!;
    for (let to = 0, from = 0; to < plane.length; to += stride, from += picture.strides[index]!) {
      picture.planes[index]!.copy(plane, to, from, from + stride);
    }
  }
  return copy;
}

/** Enough to tell a sharp picture from a blurred one. */
const SHARPNESS_ROW_STEP = 2;

/** The `laplacianVariance` of a picture's luma, at full range. */
export function sharpnessOf({ widthPx, heightPx, planes, strides, isFullRange }: YuvPicture): number {
  const luma = { widthPx, heightPx, stride: strides[0], data: planes[0] };
  const gain = isFullRange ? 1 : LIMITED_LUMA_GAIN;
  return gain ** 2 * laplacianVariance(luma, SHARPNESS_ROW_STEP);
}

/**
 * The picture as RGB, or the part under a region inside it. With `size`, only so many pixels are taken, evenly spread and
 * unfiltered: enough for the colours of a jacket, too little for a picture. Chroma is that of the nearest sample.
 */
export function yuvToRgb(
  picture: YuvPicture,
  region: RegionPx = { x: 0, y: 0, w: picture.widthPx, h: picture.heightPx },
  size: SizePx = { widthPx: region.w, heightPx: region.h },
): RgbImage {
  const [lumaPlane, bluePlane, redPlane] = picture.planes;
  const [lumaStride, blueStride, redStride] = picture.strides;
  const { shiftX, shiftY } = picture;
  const { lumaTable, redOfV, greenOfU, greenOfV, blueOfU } = tablesOf(picture);
  const { widthPx, heightPx } = size;
  // Clamps on writing.
  const data = new Uint8ClampedArray(widthPx * heightPx * 3);
  const stepX = region.w / widthPx;
  const stepY = region.h / heightPx;
  let to = 0;
  for (let row = 0; row < heightPx; row++) {
    const y = region.y + Math.floor((row + 0.5) * stepY);
    const lumaRow = y * lumaStride;
    const blueRow = (y >> shiftY) * blueStride;
    const redRow = (y >> shiftY) * redStride;
    for (let column = 0; column < widthPx; column++, to += 3) {
      const x = region.x + Math.floor((column + 0.5) * stepX);
      const luma = lumaTable[lumaPlane[lumaRow + x]!]!;
      const u = bluePlane[blueRow + (x >> shiftX)]!;
      const v = redPlane[redRow + (x >> shiftX)]!;
      data[to] = (luma + redOfV[v]!) >> FRACTION_BITS;
      data[to + 1] = (luma + greenOfU[u]! + greenOfV[v]!) >> FRACTION_BITS;
      data[to + 2] = (luma + blueOfU[u]!) >> FRACTION_BITS;
    }
  }
  return { widthPx, heightPx, data: new Uint8Array(data.buffer) };
}

/**
 * A picture's bytes as JPEG wants them: colours by BT.601 at full range, with as many chroma samples as it has; luma, then
 * chroma of blue and of red, without padding. `format` says how they lie.
 */
export function jpegBytes(picture: YuvPicture): {
  readonly format: AVPixelFormat;
  readonly bytes: Uint8Array;
} {
  const { widthPx, heightPx, shiftX, shiftY } = picture;
  const [lumaPlane, bluePlane, redPlane] = picture.planes;
  const [lumaStride, blueStride, redStride] = picture.strides;
  const { lumaTable, redOfV, blueOfU, lumaOfU, lumaOfV } = tablesOf(picture);
  const chromaWidth = chromaLength(widthPx, shiftX);
  const chromaHeight = chromaLength(heightPx, shiftY);
  const chromaBytes = chromaWidth * chromaHeight;
  // Clamps on writing.
  const bytes = new Uint8ClampedArray(widthPx * heightPx + 2 * chromaBytes);
  const more = new Int32Array(chromaWidth);
  let blueTo = widthPx * heightPx;
  let redTo = blueTo + chromaBytes;
  for (let chromaRow = 0; chromaRow < chromaHeight; chromaRow++) {
    for (let column = 0; column < chromaWidth; column++) {
      const u = bluePlane[chromaRow * blueStride + column]!;
      const v = redPlane[chromaRow * redStride + column]!;
      const moreLuma = lumaOfU[u]! + lumaOfV[v]!;
      more[column] = moreLuma;
      bytes[blueTo++] = NEUTRAL + (blueOfU[u]! - moreLuma) / BLUE_RANGE;
      bytes[redTo++] = NEUTRAL + (redOfV[v]! - moreLuma) / RED_RANGE;
    }
    const end = Math.min(heightPx, (chromaRow + 1) << shiftY);
    for (let row = chromaRow << shiftY; row < end; row++) {
      const from = row * lumaStride;
      const to = row * widthPx;
      for (let column = 0; column < widthPx; column++) {
        bytes[to + column] =
          (lumaTable[lumaPlane[from + column]!]! + more[column >> shiftX]!) >> FRACTION_BITS;
      }
    }
  }
  return { format: JPEG_FORMATS[shiftX + shiftY]!, bytes: new Uint8Array(bytes.buffer) };
}

/** By how much less chroma than luma they have, as a power of two. */
const JPEG_FORMATS = [AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ420P];

/** Samples of a chroma plane along a side. */
function chromaLength(lengthPx: number, shift: number): number {
  return (lengthPx + (1 << shift) - 1) >> shift;
}

/** What each sample adds to a channel, in fractions of a level. */
interface ColourTables {
  readonly lumaTable: Int32Array;
  readonly redOfV: Int32Array;
  readonly greenOfU: Int32Array;
  readonly greenOfV: Int32Array;
  readonly blueOfU: Int32Array;
  /** What chroma adds to luma by BT.601: nothing where it is by BT.601 itself. */
  readonly lumaOfU: Int32Array;
  readonly lumaOfV: Int32Array;
}

const FRACTION_BITS = 16;
/** The chroma sample of greys. */
const NEUTRAL = 128;
/** How much of luma is red and blue; the rest is green. */
const BT601 = { red: 0.299, blue: 0.114 };
const BT709 = { red: 0.2126, blue: 0.0722 };
/** How far a channel lies from luma for a whole range of chroma by BT.601, in fractions of a level. */
const BLUE_RANGE = 2 * (1 - BT601.blue) * 2 ** FRACTION_BITS;
const RED_RANGE = 2 * (1 - BT601.red) * 2 ** FRACTION_BITS;

const limited = { is601: makeTables(false, false), is709: makeTables(true, false) };
const full = { is601: makeTables(false, true), is709: makeTables(true, true) };

function tablesOf({ isBt709, isFullRange }: YuvPicture): ColourTables {
  const ofRange = isFullRange ? full : limited;
  return isBt709 ? ofRange.is709 : ofRange.is601;
}

/** From the luma weights of red and blue, after ITU-R BT.601 and BT.709, section 3. */
function makeTables(is709: boolean, isFullRange: boolean): ColourTables {
  const { red, blue } = is709 ? BT709 : BT601;
  const green = 1 - red - blue;
  const chromaGain = isFullRange ? 1 : 255 / 224;
  const table = (gain: number, base: number, more = 0): Int32Array =>
    Int32Array.from({ length: 256 }, (_, sample) =>
      Math.round((gain * (sample - base) + more) * 2 ** FRACTION_BITS),
    );
  const redOfV = 2 * (1 - red) * chromaGain;
  const greenOfU = (-2 * (1 - blue) * blue * chromaGain) / green;
  const greenOfV = (-2 * (1 - red) * red * chromaGain) / green;
  const blueOfU = 2 * (1 - blue) * chromaGain;
  const green601 = 1 - BT601.red - BT601.blue;
  return {
    // Half a level more, so that cutting the fraction off rounds.
    lumaTable: isFullRange ? table(1, 0, 0.5) : table(LIMITED_LUMA_GAIN, 16, 0.5),
    redOfV: table(redOfV, NEUTRAL),
    greenOfU: table(greenOfU, NEUTRAL),
    greenOfV: table(greenOfV, NEUTRAL),
    blueOfU: table(blueOfU, NEUTRAL),
    lumaOfU: table(green601 * greenOfU + BT601.blue * blueOfU, NEUTRAL),
    lumaOfV: table(green601 * greenOfV + BT601.red * redOfV, NEUTRAL),
  };
}
