import { Decoder, Demuxer, Encoder, Muxer, Scaler } from 'node-av/api';
import { AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from 'node-av/constants';
import { Frame } from 'node-av/lib';

export interface Cut {
  readonly fromMs: number;
  readonly toMs: number;
  /** x264's quality, lower is better. */
  readonly crf: number;
  /** Scales to it; undefined keeps the size. */
  readonly widthPx: number | undefined;
}

const KEY_FRAME_EVERY_S = 2;
/** Recorders cap the bit rate; a noisy camera would else take most of the disk. */
const MAX_BITS_PER_S = 400_000;

/**
 * Encodes a part of a clip of constant frame rate as a recorder does: no B-frames, a key frame every two
 * seconds, the index first, so that a file whose tail is lost can still be read.
 */
export async function cutClip(source: string, target: string, cut: Cut, signal: AbortSignal): Promise<void> {
  await using input = await Demuxer.open(source);
  const stream = input.video();
  if (!stream) throw new Error(`${source} has no video`);
  using decoder = await Decoder.create(stream);
  const fps = Math.round(stream.avgFrameRate.num / stream.avgFrameRate.den);
  using encoder = await Encoder.create(FF_ENCODER_LIBX264, {
    gopSize: fps * KEY_FRAME_EVERY_S,
    maxBFrames: 0,
    options: {
      preset: 'slow',
      crf: cut.crf,
      maxrate: MAX_BITS_PER_S,
      bufsize: MAX_BITS_PER_S * KEY_FRAME_EVERY_S,
    },
  });
  using scaler = new Scaler();
  await using output = await Muxer.open(target, { format: 'mp4', options: { movflags: '+faststart' } });
  const outputStream = output.addStream(encoder);
  const timeBase = { num: 1, den: fps };
  let number = -1;
  for await (const frame of decoder.frames(input.packets(stream.index))) {
    signal.throwIfAborted();
    if (!frame) continue;
    using decoded = frame;
    const atMs = (++number * 1000) / fps;
    if (atMs < cut.fromMs) continue;
    if (atMs >= cut.toMs) break;
    const width = cut.widthPx ?? decoded.width;
    const height = Math.round((decoded.height * width) / decoded.width / 2) * 2;
    const yuv = scaler.toBufferSync(decoded, { format: 'yuv420p', resize: { width, height } });
    using picture = Frame.fromVideoBuffer(yuv, { width, height, format: AV_PIX_FMT_YUV420P, timeBase });
    picture.pts = BigInt(Math.round(((atMs - cut.fromMs) * fps) / 1000));
    for (const packet of await encoder.encodeAll(picture)) {
      await output.writePacket(packet, outputStream);
      packet.free();
    }
  }
  for await (const packet of encoder.flushPackets()) {
    await output.writePacket(packet, outputStream);
    packet.free();
  }
}
