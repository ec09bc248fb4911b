import {
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AVCOL_RANGE_MPEG,
  type AVPixelFormat,
  FF_ENCODER_LIBX264,
  SWS_BILINEAR,
} from 'node-av/constants';
import { Codec, CodecContext, Frame, Rational, SoftwareScaleContext } from 'node-av/lib';
import { check } from './ffmpeg.ts';
import { Mp4Writer } from './mp4-writer.ts';

const MAX_HEIGHT_PX = 480;
const TICKS_PER_MS = 90;
/** A player shows any instant by decoding at most this much. */
const KEY_FRAME_EVERY_MS = 2_000;
/** x264's constant rate factor: 18 looks like the source, 28 is visibly worse; a proxy is for finding things. */
const RATE_FACTOR = 26;

/** 480 lines at most, never more than the source has, both sides even as 4:2:0 needs. */
export function proxySize(widthPx: number, heightPx: number): { widthPx: number; heightPx: number } {
  const scale = Math.min(1, MAX_HEIGHT_PX / heightPx);
  const even = (sourcePx: number) =>
    Math.max(2, Math.min(Math.floor(sourcePx / 2), Math.round((sourcePx * scale) / 2)) * 2);
  return { widthPx: even(widthPx), heightPx: even(heightPx) };
}

/** Scales frames and encodes them as H.264, each shown at its offset in the recording. */
export class ProxyVideo implements Disposable {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly encoder: CodecContext;
  readonly #writer: Mp4Writer;
  readonly #picture = new Frame();
  #scaler: { readonly key: string; readonly context: SoftwareScaleContext } | null = null;
  #lastPts = -1;
  #lastKeyMs = Number.NEGATIVE_INFINITY;

  constructor(
    writer: Mp4Writer,
    source: { widthPx: number; heightPx: number; frameMs: number },
    threads: number,
  ) {
    this.#writer = writer;
    ({ widthPx: this.widthPx, heightPx: this.heightPx } = proxySize(source.widthPx, source.heightPx));
    const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
    if (codec === null) throw new Error('FFmpeg was built without libx264');
    this.encoder = new CodecContext();
    this.encoder.allocContext3(codec);
    this.encoder.width = this.widthPx;
    this.encoder.height = this.heightPx;
    this.encoder.pixelFormat = AV_PIX_FMT_YUV420P;
    this.encoder.colorRange = AVCOL_RANGE_MPEG;
    this.encoder.timeBase = new Rational(1, 1_000 * TICKS_PER_MS);
    this.encoder.framerate = new Rational(Math.round(1_000_000 / source.frameMs), 1_000);
    // Without B frames decoding order is showing order, and every player starts the file at 0.
    this.encoder.maxBFrames = 0;
    this.encoder.threadCount = threads;
    Mp4Writer.prepareEncoder(this.encoder);
    // As options of the context: a Dictionary given to node-av's open2 is freed twice and ends the process.
    check(this.encoder.setOption('preset', 'veryfast'), 'set up the H.264 encoder');
    check(this.encoder.setOption('crf', RATE_FACTOR), 'set up the H.264 encoder');
    check(this.encoder.setOption('forced-idr', true), 'set up the H.264 encoder');
    check(this.encoder.open2Sync(codec), 'open the H.264 encoder');
    this.#picture.alloc();
  }

  /** Frames must come in order of time; one that is not later than the last is passed over. */
  add(frame: Frame, offsetMs: number): void {
    // The proxy begins where the recording begins, even if its first pictures cannot be decoded.
    if (this.#lastPts < 0 && offsetMs * TICKS_PER_MS >= 1) this.#encode(frame, 0);
    this.#encode(frame, offsetMs);
  }

  get frames(): 'none' | 'some' {
    return this.#lastPts < 0 ? 'none' : 'some';
  }

  finish(): void {
    this.#writer.encode(this.encoder, null);
  }

  [Symbol.dispose](): void {
    this.#scaler?.context.freeContext();
    this.#picture.free();
    this.encoder.freeContext();
  }

  #encode(frame: Frame, offsetMs: number): void {
    const pts = Math.round(offsetMs * TICKS_PER_MS);
    if (pts <= this.#lastPts) return;
    this.#lastPts = pts;
    const isKey = offsetMs - this.#lastKeyMs >= KEY_FRAME_EVERY_MS;
    if (isKey) this.#lastKeyMs = offsetMs;
    // The encoder may still hold the buffer of the picture before: each gets its own.
    this.#picture.unref();
    this.#picture.format = AV_PIX_FMT_YUV420P;
    this.#picture.width = this.widthPx;
    this.#picture.height = this.heightPx;
    this.#picture.colorRange = AVCOL_RANGE_MPEG;
    check(this.#picture.getBuffer(), 'make room for a picture');
    check(this.#scalerFor(frame).scaleFrameSync(this.#picture, frame), 'scale a picture');
    this.#picture.pts = BigInt(pts);
    this.#picture.pictType = isKey ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    this.#writer.encode(this.encoder, this.#picture);
  }

  #scalerFor(frame: Frame): SoftwareScaleContext {
    const key = `${frame.width}×${frame.height} ${frame.format}`;
    if (this.#scaler?.key !== key) {
      this.#scaler?.context.freeContext();
      const context = new SoftwareScaleContext();
      context.getContext(
        frame.width,
        frame.height,
        frame.format as AVPixelFormat,
        this.widthPx,
        this.heightPx,
        AV_PIX_FMT_YUV420P,
        SWS_BILINEAR,
      );
      this.#scaler = { key, context };
    }
    return this.#scaler.context;
  }
}
