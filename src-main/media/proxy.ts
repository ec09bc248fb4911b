import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Packet } from 'node-av/lib';
import { AppError } from '#shared/errors.ts';
import { breathe, ticks } from './ffmpeg.ts';
import { MediaInput, msPerTick } from './media-input.ts';
import { Mp4Writer } from './mp4-writer.ts';
import { ProxyAudio } from './proxy-audio.ts';
import { ProxyVideo } from './proxy-video.ts';
import { FrameTurner } from './turn.ts';
import { VideoDecoder } from './video-decoder.ts';

export interface ProxyResult {
  readonly sizeBytes: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** From the start of the recording to its last frame. */
  readonly lastFrameMs: number;
  readonly decodeErrors: number;
}

const THREADS = 2;
const PACKETS_PER_TURN = 8;

/**
 * Writes a small copy of a recording for the player: H.264 of at most 480 lines in an MP4, with AAC if the recording
 * has sound. An instant of the proxy is the same instant of the recording. `progress` is given 0..1.
 *
 * The file appears when it is whole; an abort or an error leaves nothing. Errors: those of `MediaInput.open`
 * and `checkSource`, DECODE_FAILED, DISK_FULL, PERMISSION_DENIED.
 */
export async function writeProxy(
  path: string,
  proxyPath: string,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<ProxyResult> {
  using input = await MediaInput.open(path, { withAudio: true }, signal);
  const { size } = await stat(path);
  using decoder = new VideoDecoder(input.video, THREADS);
  await using writer = new Mp4Writer(proxyPath);
  using turner = new FrameTurner(input.turns);
  using video = new ProxyVideo(writer, { ...input.size, frameMs: input.frameMs }, THREADS);
  writer.addStream(video.encoder);
  using audio = input.audio === null ? null : ProxyAudio.open(input.audio, writer);
  if (audio !== null) writer.addStream(audio.encoder);
  writer.begin();

  const tickMs = msPerTick(input.video);
  let lastFrameMs = 0;
  let corruptPackets = 0;
  const encodePictures = (packet: Packet | null) => {
    for (const frame of decoder.decode(packet)) {
      const stamp = ticks(frame.bestEffortTimestamp);
      const offsetMs = Math.max(0, stamp === null ? lastFrameMs + input.frameMs : stamp * tickMs);
      video.add(turner.turn(frame), offsetMs);
      lastFrameMs = Math.max(lastFrameMs, offsetMs);
    }
  };
  using packet = new Packet();
  packet.alloc();
  for (let packets = 1; ; packets++) {
    if (packets % PACKETS_PER_TURN === 0) {
      await breathe(signal);
      if (packet.pos > 0n) progress(Math.min(1, Number(packet.pos) / size));
    }
    const placed = input.read(packet);
    if (placed === null) break;
    if (placed.isCorrupt) corruptPackets++;
    if (placed.stream === 'audio') await audio?.add(packet, signal);
    else encodePictures(packet);
  }
  await input.checkSource();
  encodePictures(null);
  if (video.frames === 'none') {
    throw new AppError(
      'DECODE_FAILED',
      `No picture of ${basename(path)} can be decoded.`,
      'The export may be damaged or encrypted; export it again from the recorder.',
    );
  }
  video.finish();
  await audio?.finish(signal);
  signal.throwIfAborted();
  return {
    sizeBytes: await writer.finish(),
    widthPx: video.widthPx,
    heightPx: video.heightPx,
    lastFrameMs,
    decodeErrors: corruptPackets + decoder.errors + (audio?.errors ?? 0),
  };
}
