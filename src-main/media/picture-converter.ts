import type { AVPixelFormat } from 'node-av/constants';
import { AV_PIX_FMT_GRAY8, AV_PIX_FMT_RGB24, SWS_BILINEAR } from 'node-av/constants';
import { type Frame, SoftwareScaleContext } from 'node-av/lib';
import type { RgbImage } from '../core/geometry/rgb-image.ts';
import { check } from './ffmpeg.ts';

/** A picture of 8-bit luma: `data[y * widthPx + x]`. */
export interface GreyImage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

/** swscale's vector code may write a little past the last row. */
const SLACK_BYTES = 256;
const MAX_PLANES = 4;

interface Target {
  readonly scaler: SoftwareScaleContext;
  readonly buffer: Buffer;
  readonly pixels: Uint8Array;
}

/**
 * Converts decoded frames to RGB or luma with swscale (by BT.601, its default: the detector does not mind; colours that
 * people are described by come from `regionToRgb`). Scalers and output buffers are kept per size, so a picture that
 * was handed out is overwritten by the next one of the same size.
 */
export class PictureConverter implements Disposable {
  readonly #targets = new Map<string, Target>();

  toRgb(frame: Frame, widthPx: number, heightPx: number): RgbImage {
    return { widthPx, heightPx, data: this.#convert(frame, widthPx, heightPx, AV_PIX_FMT_RGB24, 3) };
  }

  toGrey(frame: Frame, widthPx: number, heightPx: number): GreyImage {
    return { widthPx, heightPx, data: this.#convert(frame, widthPx, heightPx, AV_PIX_FMT_GRAY8, 1) };
  }

  [Symbol.dispose](): void {
    for (const { scaler } of this.#targets.values()) scaler.freeContext();
    this.#targets.clear();
  }

  #convert(
    frame: Frame,
    widthPx: number,
    heightPx: number,
    format: AVPixelFormat,
    channels: number,
  ): Uint8Array {
    const planes = frame.data;
    if (planes === null) throw new Error('frame without pictures planes in memory');
    const target = this.#target(frame, widthPx, heightPx, format, channels);
    check(
      target.scaler.scaleSync(
        planes.slice(0, MAX_PLANES),
        frame.linesize.slice(0, planes.length),
        0,
        frame.height,
        [target.buffer],
        [widthPx * channels],
      ),
      'convert a picture',
    );
    return target.pixels;
  }

  #target(frame: Frame, widthPx: number, heightPx: number, format: AVPixelFormat, channels: number): Target {
    const key = [frame.width, frame.height, frame.format, widthPx, heightPx, format].join();
    const known = this.#targets.get(key);
    if (known) return known;
    const scaler = new SoftwareScaleContext();
    scaler.getContext(
      frame.width,
      frame.height,
      frame.format as AVPixelFormat,
      widthPx,
      heightPx,
      format,
      SWS_BILINEAR,
    );
    const bytes = widthPx * heightPx * channels;
    const buffer = Buffer.alloc(bytes + SLACK_BYTES);
    const target = { scaler, buffer, pixels: new Uint8Array(buffer.buffer, buffer.byteOffset, bytes) };
    this.#targets.set(key, target);
    return target;
  }
}

/** A picture at another size; averages where it shrinks. */
export function resizeRgb(image: RgbImage, widthPx: number, heightPx: number): RgbImage {
  using scaler = new SoftwareScaleContext();
  scaler.getContext(
    image.widthPx,
    image.heightPx,
    AV_PIX_FMT_RGB24,
    widthPx,
    heightPx,
    AV_PIX_FMT_RGB24,
    SWS_BILINEAR,
  );
  const bytes = widthPx * heightPx * 3;
  const target = Buffer.alloc(bytes + SLACK_BYTES);
  const source = Buffer.from(image.data.buffer, image.data.byteOffset, image.data.byteLength);
  check(
    scaler.scaleSync([source], [image.widthPx * 3], 0, image.heightPx, [target], [widthPx * 3]),
    'scale a picture',
  );
  return { widthPx, heightPx, data: new Uint8Array(target.buffer, target.byteOffset, bytes) };
}
