import type { AVPixelFormat, SwsFlags } from 'node-av/constants';
import {
  AV_PIX_FMT_GBRP,
  AV_PIX_FMT_GRAY8,
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_YUVJ444P,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_BT709,
  SWS_ACCURATE_RND,
  SWS_BILINEAR,
} from 'node-av/constants';
import { Frame, SoftwareScaleContext } from 'node-av/lib';
import type { SizePx } from '../core/geometry/letterbox.ts';
import type { DrawnImage, RgbImage, RgbPlanes } from '../core/geometry/rgb-image.ts';
import { check } from './ffmpeg.ts';
import {
  fullChroma,
  isPlanarYuv,
  makeYuv,
  SLACK_BYTES,
  type YuvPicture,
  yuvPicture,
  yuvToRgb,
} from './yuv-picture.ts';

/** A picture of 8-bit luma: `data[y * widthPx + x]`. */
export interface GreyImage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

/**
 * Converts decoded frames to RGB or luma with swscale (by BT.601, its default: the detector does not mind; colours that
 * people are described by come from `yuvToRgb`). Scalers and outputs are kept per size, so a picture that was handed out
 * is overwritten by the next one of the same size.
 */
export class PictureConverter implements Disposable {
  readonly #outputs = new Map<string, OwnFrame>();
  readonly #scalers = new Map<string, SoftwareScaleContext>();

  toRgb(frame: Frame, widthPx: number, heightPx: number): RgbImage {
    const size = { widthPx, heightPx };
    const [data] = this.#converted(frame, size, AV_PIX_FMT_RGB24).ownBytes(widthPx * heightPx * 3);
    return { ...size, data: data! };
  }

  /** Takes half as long as packed pixels, for which swscale has no vector code. */
  toRgbPlanes(frame: Frame, widthPx: number, heightPx: number): RgbPlanes {
    const size = { widthPx, heightPx };
    const [green, blue, red] = this.#converted(frame, size, AV_PIX_FMT_GBRP).ownBytes(widthPx * heightPx);
    return { ...size, red: red!, green: green!, blue: blue! };
  }

  toGrey(frame: Frame, widthPx: number, heightPx: number): GreyImage {
    const size = { widthPx, heightPx };
    const [data] = this.#converted(frame, size, AV_PIX_FMT_GRAY8).ownBytes(widthPx * heightPx);
    return { ...size, data: data! };
  }

  /**
   * At the frame's size; converted only where the frame is not of 8-bit planar YUV, then to full range. Its planes are
   * freed with the converter.
   */
  toYuv(frame: Frame): YuvPicture {
    const size = { widthPx: frame.width, heightPx: frame.height };
    const isYuv = isPlanarYuv(frame.format as AVPixelFormat);
    const { planes, strides, format } = isYuv
      ? this.#copied(frame, size)
      : this.#converted(frame, size, AV_PIX_FMT_YUVJ444P);
    return yuvPicture({
      ...size,
      format,
      planes,
      strides,
      isBt709: frame.colorSpace === AVCOL_SPC_BT709,
      isFullRange: frame.colorRange === AVCOL_RANGE_JPEG,
    });
  }

  [Symbol.dispose](): void {
    for (const scaler of this.#scalers.values()) scaler.freeContext();
    for (const output of this.#outputs.values()) output[Symbol.dispose]();
    this.#scalers.clear();
    this.#outputs.clear();
  }

  #converted(frame: Frame, size: SizePx, format: AVPixelFormat): OwnFrame {
    const output = this.#output(size, format);
    const scaler = this.#scaler({ widthPx: frame.width, heightPx: frame.height }, frame.format, size, format);
    check(scaler.scaleFrameSync(output.frame, frame), 'convert a picture');
    return output;
  }

  #copied(frame: Frame, size: SizePx): OwnFrame {
    const output = this.#output(size, frame.format as AVPixelFormat);
    check(output.frame.copy(frame), 'copy a picture');
    return output;
  }

  #output(size: SizePx, format: AVPixelFormat): OwnFrame {
    const key = [size.widthPx, size.heightPx, format].join();
    let output = this.#outputs.get(key);
    if (output === undefined) {
      output = new OwnFrame(size, format);
      this.#outputs.set(key, output);
    }
    return output;
  }

  #scaler(from: SizePx, fromFormat: Frame['format'], to: SizePx, toFormat: AVPixelFormat) {
    const key = [from.widthPx, from.heightPx, fromFormat, to.widthPx, to.heightPx, toFormat].join();
    let scaler = this.#scalers.get(key);
    if (scaler === undefined) {
      scaler = openScaler(from, fromFormat as AVPixelFormat, to, toFormat);
      this.#scalers.set(key, scaler);
    }
    return scaler;
  }
}

/**
 * A frame that is filled again and again, whose planes are asked for once.
 *
 * [Note: planes of decoded frames stay in FFmpeg] Each time a frame is asked for its planes, node-av makes new Buffers,
 * and V8 counts every one as memory to be collected: 3 MB per 1080p frame keep the garbage collector busier than
 * copying them costs.
 */
class OwnFrame implements Disposable {
  readonly frame = new Frame();
  readonly format: AVPixelFormat;
  readonly planes: readonly Buffer[];
  readonly strides: readonly number[];
  #copies: readonly Uint8Array[] | null = null;

  constructor({ widthPx, heightPx }: SizePx, format: AVPixelFormat) {
    this.format = format;
    this.frame.alloc();
    this.frame.format = format;
    this.frame.width = widthPx;
    this.frame.height = heightPx;
    try {
      // Nothing between the rows, as pictures here have it.
      check(this.frame.getBuffer(1), 'make room for a picture');
      this.planes = this.frame.data ?? [];
      this.strides = this.frame.linesize.slice(0, this.planes.length);
    } catch (error) {
      this.frame.free();
      throw error;
    }
  }

  /** Copies of the planes, `length` bytes each, which outlive the frame; overwritten by the next copies. */
  ownBytes(length: number): readonly Uint8Array[] {
    this.#copies ??= this.planes.map(() => new Uint8Array(length));
    for (const [index, copy] of this.#copies.entries()) copy.set(this.planes[index]!.subarray(0, length));
    return this.#copies;
  }

  [Symbol.dispose](): void {
    this.frame.free();
  }
}

/** A YUV picture as RGB of any size: scaled first, as few of its pixels are wanted. */
export function drawnYuv(picture: YuvPicture): DrawnImage {
  return {
    drawAt: (widthPx, heightPx) =>
      yuvToRgb(resizeYuv(picture, { widthPx, heightPx }, fullChroma(picture.format))),
  };
}

/** A YUV picture at another size, in memory of its own and of any YUV format; averages where it shrinks. */
export function resizeYuv(picture: YuvPicture, size: SizePx, format = picture.format): YuvPicture {
  using scaler = openScaler(picture, picture.format, size, format);
  const target = makeYuv({ ...picture, format }, size);
  check(
    scaler.scaleSync(
      picture.planes.slice(),
      picture.strides.slice(),
      0,
      picture.heightPx,
      target.planes.slice(),
      target.strides.slice(),
    ),
    'scale a picture',
  );
  return target;
}

/** A picture at another size; averages where it shrinks. */
export function resizeRgb(image: RgbImage, widthPx: number, heightPx: number): RgbImage {
  const size = { widthPx, heightPx };
  using scaler = openScaler(image, AV_PIX_FMT_RGB24, size, AV_PIX_FMT_RGB24);
  const bytes = widthPx * heightPx * 3;
  const target = Buffer.alloc(bytes + SLACK_BYTES);
  const source = Buffer.from(image.data.buffer, image.data.byteOffset, image.data.byteLength);
  check(
    scaler.scaleSync([source], [image.widthPx * 3], 0, image.heightPx, [target], [widthPx * 3]),
    'scale a picture',
  );
  return { ...size, data: new Uint8Array(target.buffer, target.byteOffset, bytes) };
}

/**
 * [Note: last columns] Where no size changes, swscale turns 4:2:0 into RGB eight pixels at a time, and leaves out the last
 * ones of a row that has no room for eight: they would be whatever lay in memory. It does not when told to round exactly,
 * which takes longer.
 */
function openScaler(
  from: SizePx,
  fromFormat: AVPixelFormat,
  to: SizePx,
  toFormat: AVPixelFormat,
): SoftwareScaleContext {
  const isSameSize = from.widthPx === to.widthPx && from.heightPx === to.heightPx;
  const losesColumns = isSameSize && to.widthPx % 8 > 0;
  const flags = (losesColumns ? SWS_BILINEAR | SWS_ACCURATE_RND : SWS_BILINEAR) as SwsFlags;
  const scaler = new SoftwareScaleContext();
  scaler.getContext(from.widthPx, from.heightPx, fromFormat, to.widthPx, to.heightPx, toFormat, flags);
  return scaler;
}
