import { rename, rm, stat } from 'node:fs/promises';
import { AV_CODEC_FLAG_GLOBAL_HEADER } from 'node-av/constants';
import { type CodecContext, FormatContext, type Frame, Packet, type Stream } from 'node-av/lib';
import { check, isAgain, isEof } from './ffmpeg.ts';

/** Fine enough for every frame rate; players seek by it. */
const VIDEO_TIMESCALE = 90_000;

/**
 * Writes an MP4 whose index comes first (so that players start at once). It is written to `<path>.part` and renamed by
 * `finish`; disposing without `finish` removes it.
 */
export class Mp4Writer implements AsyncDisposable {
  readonly #path: string;
  readonly #partPath: string;
  readonly #format = new FormatContext();
  readonly #packet = new Packet();
  readonly #streams = new Map<CodecContext, Stream>();
  #isOpen = false;
  #isFinished = false;

  constructor(path: string) {
    this.#path = path;
    this.#partPath = `${path}.part`;
    check(this.#format.allocOutputContext2(null, 'mp4', this.#partPath), 'prepare the proxy');
    this.#packet.alloc();
  }

  /** Call it on every encoder before opening that. */
  static prepareEncoder(encoder: CodecContext): void {
    encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  }

  /** Opened encoders only, all of them before `begin`. */
  addStream(encoder: CodecContext): void {
    const stream = this.#format.newStream();
    check(stream.codecpar.fromContext(encoder), 'describe a stream of the proxy');
    stream.timeBase = encoder.timeBase;
    this.#streams.set(encoder, stream);
  }

  /** Creates the file. Errors: DISK_FULL, PERMISSION_DENIED, FILE_MISSING (of its folder). */
  begin(): void {
    check(this.#format.openOutputSync(), 'create the proxy');
    this.#isOpen = true;
    check(this.#format.setOption('movflags', '+faststart'), 'set up the proxy');
    check(this.#format.setOption('video_track_timescale', VIDEO_TIMESCALE), 'set up the proxy');
    check(this.#format.writeHeaderSync(), 'begin the proxy');
  }

  /** Encodes a frame and writes what comes of it; null drains the encoder. Errors: DISK_FULL. */
  encode(encoder: CodecContext, frame: Frame | null): void {
    const stream = this.#streams.get(encoder);
    if (!stream) throw new Error('encoder without a stream');
    check(encoder.sendFrameSync(frame), 'encode the proxy');
    for (;;) {
      const code = encoder.receivePacketSync(this.#packet);
      if (isAgain(code) || isEof(code)) return;
      check(code, 'encode the proxy');
      this.#packet.streamIndex = stream.index;
      this.#packet.rescaleTs(encoder.timeBase, stream.timeBase);
      check(this.#format.interleavedWriteFrameSync(this.#packet), 'write the proxy');
    }
  }

  /** Writes the index and gives the file its name; returns its size in bytes. Errors: DISK_FULL. */
  async finish(): Promise<number> {
    check(this.#format.writeTrailerSync(), 'write the index of the proxy');
    this.#format.flushSync();
    const failed = this.#format.pb?.error ?? 0;
    check(failed, 'write the proxy');
    this.#close();
    const { size } = await stat(this.#partPath);
    await rename(this.#partPath, this.#path);
    this.#isFinished = true;
    return size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    this.#packet.free();
    this.#format.freeContext();
    if (!this.#isFinished) await rm(this.#partPath, { force: true });
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#format.closeOutputSync();
  }
}
