import {
  AV_PKT_FLAG_CORRUPT,
  AV_PKT_FLAG_KEY,
  AVDISCARD_ALL,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
  AVSEEK_FLAG_BACKWARD,
} from 'node-av/constants';
import { Dictionary, FormatContext, InputFormat, type Packet, type Stream } from 'node-av/lib';
import { AppError } from '#shared/errors.ts';
import { breathe, check, isAgain, isEof, ticks, toTicks } from './ffmpeg.ts';
import { PacketTimeline } from './packet-timeline.ts';
import { type Container, SNIFF_BYTES, sniffContainer } from './sniff.ts';
import { notAVideo, readHeader } from './source-file.ts';

/** FFmpeg's demuxer for each container. Naming it keeps FFmpeg from guessing by the extension. */
const DEMUXERS: Record<Container, string> = {
  isobmff: 'mov',
  matroska: 'matroska',
  avi: 'avi',
  'mpeg-ps': 'mpeg',
  'mpeg-ts': 'mpegts',
  h264: 'h264',
  h265: 'hevc',
  flv: 'flv',
  asf: 'asf',
  dhav: 'dhav',
  imkh: 'mpeg',
};

/** Containers with an index and one clock for the whole file; the others are read from the start. */
const SEEKABLE: ReadonlySet<Container> = new Set(['isobmff', 'matroska', 'avi']);

/** A demuxer that fails this often in a row has nothing more to give. */
const MAX_FAILURES_IN_A_ROW = 256;
const FALLBACK_FRAME_MS = 40;
/** Seeking finds by decoding time, which is a few frames before the time of showing. */
const SEEK_MARGIN_MS = 1_000;

export interface PlacedPacket {
  readonly stream: 'video' | 'audio';
  readonly isKey: boolean;
  readonly isCorrupt: boolean;
  /** When it is shown (decoded, where that is not said), in ms from the start of the recording. */
  readonly offsetMs: number;
}

/**
 * An open media file. Packets come in the order of the file, their stamps rewritten to milliseconds since the first
 * video packet (in ticks of their stream), without clock resets.
 */
export class MediaInput implements Disposable {
  readonly container: Container;
  readonly format: FormatContext;
  readonly video: Stream;
  readonly audio: Stream | null;
  /** Usual time between frames, by the container. */
  readonly frameMs: number;
  readonly #timeline: PacketTimeline;
  #failures = 0;
  #hasEndedBadly = false;

  private constructor(format: FormatContext, container: Container, video: Stream, audio: Stream | null) {
    this.format = format;
    this.container = container;
    this.video = video;
    this.audio = audio;
    const fps = video.avgFrameRate.den > 0 ? video.avgFrameRate.toDouble() : 0;
    this.frameMs = fps >= 1 && fps <= 240 ? 1_000 / fps : FALLBACK_FRAME_MS;
    this.#timeline = new PacketTimeline(this.frameMs);
  }

  /**
   * Errors: FILE_EMPTY, FILE_MISSING, PERMISSION_DENIED, NOT_A_VIDEO, NO_VIDEO_STREAM. `withAudio` false makes the
   * demuxer skip audio.
   */
  static async open(path: string, options: { withAudio: boolean }, signal: AbortSignal): Promise<MediaInput> {
    signal.throwIfAborted();
    const container = sniffContainer(await readHeader(path, SNIFF_BYTES));
    if (container === null) throw notAVideo(path);
    const demuxer = InputFormat.findInputFormat(DEMUXERS[container]);
    if (demuxer === null) throw new Error(`FFmpeg was built without the demuxer ${DEMUXERS[container]}`);
    const format = new FormatContext();
    let input: MediaInput | null = null;
    try {
      // A recording must never make FFmpeg open another file or the network.
      using openOptions = Dictionary.fromObject({ protocol_whitelist: 'file' });
      const opened = format.openInputSync(path, demuxer, openOptions);
      if (opened < 0) throw notAVideo(path, opened);
      check(format.findStreamInfoSync(), 'read the streams of the file');
      await breathe(signal);
      const streams = format.streams;
      const video = streams[format.findBestStream(AVMEDIA_TYPE_VIDEO)];
      if (!video || video.codecpar.width === 0) {
        throw new AppError(
          'NO_VIDEO_STREAM',
          'The file has no picture, only sound or data.',
          'Leave it out, or export the recording again with video.',
        );
      }
      const audio = (options.withAudio && streams[format.findBestStream(AVMEDIA_TYPE_AUDIO)]) || null;
      for (const stream of streams) {
        if (stream.index !== video.index && stream.index !== audio?.index) stream.discard = AVDISCARD_ALL;
      }
      input = new MediaInput(format, container, video, audio);
      return input;
    } finally {
      if (input === null) format.closeInputSync();
    }
  }

  /** Clock resets passed so far. */
  get clockResets(): number {
    return this.#timeline.resets;
  }

  /** The demuxer gave up before the end of the file. */
  get hasEndedBadly(): boolean {
    return this.#hasEndedBadly;
  }

  /** Reads the next packet of the video or audio stream into `packet`; null at the end. */
  read(packet: Packet): PlacedPacket | null {
    for (;;) {
      packet.unref();
      const code = this.format.readFrameSync(packet);
      if (isEof(code)) return null;
      if (code < 0) {
        if (isAgain(code)) continue;
        this.#failures++;
        if (this.#failures < MAX_FAILURES_IN_A_ROW) continue;
        this.#hasEndedBadly = true;
        return null;
      }
      if (packet.streamIndex === this.video.index) return this.#place(packet, this.video, 'video');
      if (packet.streamIndex === this.audio?.index) return this.#place(packet, this.audio, 'audio');
    }
  }

  /**
   * Moves to the key frame before `offsetMs` where the container allows it. False when it does not: then reading goes
   * on where it was. Call it after the first packet was read, which sets the start of the recording.
   */
  seek(offsetMs: number): boolean {
    const originMs = this.#timeline.originMs;
    if (!SEEKABLE.has(this.container) || originMs === null) return false;
    const target = offsetMs + originMs - SEEK_MARGIN_MS;
    const code = this.format.seekFrameSync(
      this.video.index,
      toTicks(target / msPerTick(this.video)),
      AVSEEK_FLAG_BACKWARD,
    );
    if (code < 0) return false;
    this.#timeline.forgetPosition();
    return true;
  }

  [Symbol.dispose](): void {
    this.format.closeInputSync();
  }

  #place(packet: Packet, stream: Stream, kind: 'video' | 'audio'): PlacedPacket {
    this.#failures = 0;
    const tickMs = msPerTick(stream);
    const toMs = (value: bigint) => {
      const count = ticks(value);
      return count === null ? null : count * tickMs;
    };
    const stamp = { ptsMs: toMs(packet.pts), dtsMs: toMs(packet.dts) };
    const placed =
      kind === 'video'
        ? this.#timeline.place(stamp)
        : {
            ptsMs: stamp.ptsMs === null ? null : stamp.ptsMs + this.#timeline.shiftMs,
            dtsMs: (stamp.dtsMs ?? stamp.ptsMs ?? 0) + this.#timeline.shiftMs,
          };
    packet.pts = toTicks(placed.ptsMs === null ? null : placed.ptsMs / tickMs);
    packet.dts = toTicks(placed.dtsMs / tickMs);
    return {
      stream: kind,
      isKey: (packet.flags & AV_PKT_FLAG_KEY) !== 0,
      isCorrupt: (packet.flags & AV_PKT_FLAG_CORRUPT) !== 0,
      offsetMs: placed.ptsMs ?? placed.dtsMs,
    };
  }
}

export function msPerTick(stream: Stream): number {
  return (stream.timeBase.num / stream.timeBase.den) * 1_000;
}
