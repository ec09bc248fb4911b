import { stat } from 'node:fs/promises';
import {
  AV_PKT_FLAG_CORRUPT,
  AV_PKT_FLAG_DISCARD,
  AV_PKT_FLAG_KEY,
  AVDISCARD_ALL,
  AVIO_FLAG_READ,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
  AVSEEK_FLAG_BACKWARD,
} from 'node-av/constants';
import {
  Dictionary,
  FFmpegError,
  FormatContext,
  InputFormat,
  IOContext,
  Packet,
  type Stream,
} from 'node-av/lib';
import { AppError } from '#shared/errors.ts';
import type { SizePx } from '../core/geometry/letterbox.ts';
import { breathe, check, isAgain, isEof, ticks, toTicks } from './ffmpeg.ts';
import { MAX_OUTLIERS, type PacketStamp, PacketTimeline } from './packet-timeline.ts';
import { type Container, SNIFF_BYTES, sniffContainer } from './sniff.ts';
import { cannotRead, checkReadable, notAVideo, readHeader } from './source-file.ts';
import { type QuarterTurns, quarterTurnsOf, turnedSize } from './turn.ts';

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

/**
 * Two minutes (in µs) and 128 MiB: recorders that save space make groups of pictures of a minute while nothing moves.
 * FFmpeg's own limits, a few seconds and 5 MB, are less than one. It keeps what it reads.
 */
const LONG_GROUP_LIMITS = { analyzeduration: '120000000', probesize: `${128 * 1_024 * 1_024}` };

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

/** A file that FFmpeg reads through a context of ours, which remembers what went wrong below. */
class OpenFile implements Disposable {
  readonly path: string;
  readonly container: Container;
  readonly format = new FormatContext();
  readonly #sizeBytes: number;
  readonly #io = new IOContext();

  private constructor(path: string, container: Container, sizeBytes: number) {
    this.path = path;
    this.container = container;
    this.#sizeBytes = sizeBytes;
  }

  /** `limits`: how far FFmpeg may read to find out what the streams hold; its own where none are given. */
  static async open(path: string, limits: Readonly<Record<string, string>> = {}): Promise<OpenFile> {
    const container = sniffContainer(await readHeader(path, SNIFF_BYTES));
    if (container === null) throw notAVideo(path);
    const { size } = await stat(path);
    const file = new OpenFile(path, container, size);
    try {
      await file.#open(limits);
      await file.#readStreams();
      return file;
    } catch (error) {
      file[Symbol.dispose]();
      throw error;
    }
  }

  async #open(limits: Readonly<Record<string, string>>): Promise<void> {
    const demuxer = InputFormat.findInputFormat(DEMUXERS[this.container]);
    if (demuxer === null) throw new Error(`FFmpeg was built without the demuxer ${DEMUXERS[this.container]}`);
    check(this.#io.open2Sync(`file:${this.path}`, AVIO_FLAG_READ), `open ${this.path}`);
    this.format.allocContext();
    this.format.pb = this.#io;
    // A recording must never make FFmpeg open another file or the network.
    using options = Dictionary.fromObject({ protocol_whitelist: 'file', ...limits });
    const opened = this.format.openInputSync(this.path, demuxer, options);
    if (opened >= 0) return;
    await this.check();
    throw notAVideo(this.path, opened);
  }

  async #readStreams(): Promise<void> {
    const code = this.format.findStreamInfoSync();
    if (code < 0) await this.check();
    check(code, 'read the streams of the file');
  }

  /** There is a video stream, but what was read of it does not say how large its pictures are. */
  get lacksSize(): boolean {
    const video = this.format.streams[this.format.findBestStream(AVMEDIA_TYPE_VIDEO)];
    return video?.codecpar.width === 0;
  }

  /** Throws what kept FFmpeg from reading all that it asked for. */
  async check(): Promise<void> {
    await checkReadable(this.path, this.#sizeBytes);
    const { error } = this.#io;
    // It may have come back since, but what was asked for is lost.
    if (error < 0) throw cannotRead(this.path, new Error(FFmpegError.strerror(error)));
  }

  [Symbol.dispose](): void {
    this.format.closeInputSync();
    this.#io.closepSync();
  }
}

/**
 * Opens a file and reads until its pictures are known. An export that begins inside a group of pictures says how large
 * they are only where the next one begins.
 */
async function openUpToPicture(path: string, signal: AbortSignal): Promise<OpenFile> {
  const file = await OpenFile.open(path);
  await breathe(signal).catch((error: unknown) => {
    file[Symbol.dispose]();
    throw error;
  });
  if (!file.lacksSize) return file;
  file[Symbol.dispose]();
  return await OpenFile.open(path, LONG_GROUP_LIMITS);
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
  /** Of its pictures, turned upright. */
  readonly size: SizePx;
  /** What brings its decoded pictures upright. */
  readonly turns: QuarterTurns;
  /** Usual time between frames, by the container. */
  readonly frameMs: number;
  readonly #file: OpenFile;
  readonly #timeline: PacketTimeline;
  /** Packets that were read before their turn, in the order of the file. */
  readonly #ahead: { readonly packet: Packet; readonly stream: Stream }[] = [];
  #failures = 0;
  #hasEndedBadly = false;

  private constructor(file: OpenFile, video: Stream, audio: Stream | null) {
    this.format = file.format;
    this.container = file.container;
    this.video = video;
    this.audio = audio;
    this.#file = file;
    const { width: widthPx, height: heightPx } = video.codecpar;
    this.turns = quarterTurnsOf(video);
    this.size = turnedSize({ widthPx, heightPx }, this.turns);
    const fps = video.avgFrameRate.den > 0 ? video.avgFrameRate.toDouble() : 0;
    this.frameMs = fps >= 1 && fps <= 240 ? 1_000 / fps : FALLBACK_FRAME_MS;
    this.#timeline = new PacketTimeline(this.frameMs);
  }

  /**
   * Errors: FILE_EMPTY, FILE_MISSING, FILE_CHANGED, PERMISSION_DENIED, NOT_A_VIDEO, NO_VIDEO_STREAM. `withAudio` false
   * makes the demuxer skip audio.
   */
  static async open(path: string, options: { withAudio: boolean }, signal: AbortSignal): Promise<MediaInput> {
    signal.throwIfAborted();
    const file = await openUpToPicture(path, signal);
    let input: MediaInput | null = null;
    try {
      const { format } = file;
      const streams = format.streams;
      const video = streams[format.findBestStream(AVMEDIA_TYPE_VIDEO)];
      if (!video || video.codecpar.width === 0) {
        await file.check();
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
      input = new MediaInput(file, video, audio);
      return input;
    } finally {
      if (input === null) file[Symbol.dispose]();
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

  /**
   * Call it at the end of what is read: that the disk of the file fails looks like the end of the file.
   * Errors: FILE_MISSING, FILE_CHANGED, PERMISSION_DENIED.
   */
  async checkSource(): Promise<void> {
    await this.#file.check();
  }

  /** Reads the next packet of the video or audio stream into `packet`; null at the end. */
  read(packet: Packet): PlacedPacket | null {
    const ahead = this.#ahead.shift();
    if (ahead === undefined) {
      const stream = this.#demux(packet);
      return stream && this.#place(packet, stream);
    }
    packet.unref();
    check(packet.ref(ahead.packet), 'take a packet');
    ahead.packet.free();
    return this.#place(packet, ahead.stream);
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
    this.#forgetAhead();
    return true;
  }

  [Symbol.dispose](): void {
    this.#forgetAhead();
    this.#file[Symbol.dispose]();
  }

  /** The next packet of the file that is of one of the streams; returns which. */
  #demux(packet: Packet): Stream | null {
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
      this.#failures = 0;
      if (packet.streamIndex === this.video.index) return this.video;
      if (packet.streamIndex === this.audio?.index) return this.audio;
    }
  }

  #place(packet: Packet, stream: Stream): PlacedPacket {
    const tickMs = msPerTick(stream);
    const stamp = stampOf(packet, tickMs);
    const placed = stream === this.video ? this.#placeVideo(stamp) : this.#placeAudio(stamp);
    packet.pts = toTicks(placed.ptsMs === null ? null : placed.ptsMs / tickMs);
    packet.dts = toTicks(placed.dtsMs / tickMs);
    // FFmpeg takes the first fragment of an MP4 behind a clock that was set back for one that an edit list hides.
    if (this.clockResets > 0) packet.flags = (packet.flags & ~AV_PKT_FLAG_DISCARD) as typeof packet.flags;
    return {
      stream: stream === this.video ? 'video' : 'audio',
      isKey: (packet.flags & AV_PKT_FLAG_KEY) !== 0,
      isCorrupt: (packet.flags & AV_PKT_FLAG_CORRUPT) !== 0,
      offsetMs: placed.ptsMs ?? placed.dtsMs,
    };
  }

  #placeVideo(stamp: PacketStamp) {
    return this.#timeline.place(stamp, this.#timeline.jumpsAt(stamp) ? this.#stampsAhead() : []);
  }

  #placeAudio({ ptsMs, dtsMs }: PacketStamp) {
    const { shiftMs } = this.#timeline;
    return { ptsMs: ptsMs === null ? null : ptsMs + shiftMs, dtsMs: (dtsMs ?? ptsMs ?? 0) + shiftMs };
  }

  /** The stamps of the next video packets, as many as the time line may ask for. */
  #stampsAhead(): PacketStamp[] {
    const tickMs = msPerTick(this.video);
    const stamps = this.#ahead
      .filter(({ stream }) => stream === this.video)
      .map(({ packet }) => stampOf(packet, tickMs));
    while (stamps.length < MAX_OUTLIERS) {
      const packet = new Packet();
      packet.alloc();
      const stream = this.#demux(packet);
      if (stream === null) {
        packet.free();
        break;
      }
      this.#ahead.push({ packet, stream });
      if (stream === this.video) stamps.push(stampOf(packet, tickMs));
    }
    return stamps;
  }

  #forgetAhead(): void {
    for (const { packet } of this.#ahead.splice(0)) packet.free();
  }
}

function stampOf(packet: Packet, tickMs: number): PacketStamp {
  const toMs = (value: bigint) => {
    const count = ticks(value);
    return count === null ? null : count * tickMs;
  };
  return { ptsMs: toMs(packet.pts), dtsMs: toMs(packet.dts) };
}

export function msPerTick(stream: Stream): number {
  return (stream.timeBase.num / stream.timeBase.den) * 1_000;
}
