/** Writes RGBA frames as an H.264 MP4 of constant frame rate. */
import { Encoder, Muxer, Scaler } from 'node-av/api';
import { AV_PIX_FMT_RGBA, AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from 'node-av/constants';
import { Frame } from 'node-av/lib';

export interface ClipSettings {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  /** x264's quality, lower is better; a master for cutting wants about 12. */
  readonly crf: number;
}

export class ClipWriter implements AsyncDisposable {
  readonly #settings: ClipSettings;
  readonly #encoder: Encoder;
  readonly #muxer: Muxer;
  readonly #stream: number;
  readonly #scaler = new Scaler();
  #frames = 0;
  #isClosed = false;

  private constructor(settings: ClipSettings, encoder: Encoder, muxer: Muxer, stream: number) {
    this.#settings = settings;
    this.#encoder = encoder;
    this.#muxer = muxer;
    this.#stream = stream;
  }

  static async open(path: string, settings: ClipSettings): Promise<ClipWriter> {
    const encoder = await Encoder.create(FF_ENCODER_LIBX264, {
      gopSize: Math.max(1, Math.round(settings.fps * 2)),
      options: { preset: 'veryfast', crf: settings.crf },
    });
    const muxer = await Muxer.open(path, { format: 'mp4' });
    return new ClipWriter(settings, encoder, muxer, muxer.addStream(encoder));
  }

  async write(rgba: Buffer): Promise<void> {
    const { widthPx, heightPx, fps } = this.#settings;
    // Training stills come at less than one frame a second, which needs a numerator.
    const timeBase = Number.isInteger(fps)
      ? { num: 1, den: fps }
      : { num: Math.round(1000 / fps), den: 1000 };
    using picture = Frame.fromVideoBuffer(rgba, {
      width: widthPx,
      height: heightPx,
      format: AV_PIX_FMT_RGBA,
      timeBase,
    });
    const yuv = this.#scaler.toBufferSync(picture, { format: 'yuv420p' });
    using frame = Frame.fromVideoBuffer(yuv, {
      width: widthPx,
      height: heightPx,
      format: AV_PIX_FMT_YUV420P,
      timeBase,
    });
    frame.pts = BigInt(this.#frames++);
    for (const packet of await this.#encoder.encodeAll(frame)) {
      await this.#muxer.writePacket(packet, this.#stream);
      packet.free();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for await (const packet of this.#encoder.flushPackets()) {
      await this.#muxer.writePacket(packet, this.#stream);
      packet.free();
    }
    await this.#muxer.close();
    this.#encoder.close();
    this.#scaler.close();
  }
}
