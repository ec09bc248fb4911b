import { AV_CODEC_FLAG_OUTPUT_CORRUPT } from 'node-av/constants';
import { Codec, CodecContext, Frame, type Packet, type Stream } from 'node-av/lib';
import { AppError } from '#shared/errors.ts';
import { check, isAgain, isEof } from './ffmpeg.ts';

/** Of the pictures that a decoder works on at once: twenty of full HD, five of 4K. */
const MAX_PICTURES_BYTES = 64 * 1_024 * 1_024;
/** 4:2:0, as recorders write it. */
const BYTES_PER_PIXEL = 1.5;

/** FFmpeg's software decoder for one stream, tolerant of damaged packets. */
export class VideoDecoder implements Disposable {
  readonly #codec: CodecContext;
  readonly #frame = new Frame();
  #errors = 0;
  #skipsUnreferenced = false;

  /**
   * `threads`: how many frames are decoded side by side; fewer where they are so large that they would fill the memory.
   * The pictures do not depend on it.
   * Errors: DECODE_FAILED when FFmpeg has no decoder for the codec.
   */
  constructor(stream: Stream, threads: number) {
    const codec = Codec.findDecoder(stream.codecpar.codecId);
    if (codec === null) {
      throw new AppError(
        'DECODE_FAILED',
        'The video uses a codec that Wandr has no decoder for.',
        'Export the recording again as H.264 or H.265.',
      );
    }
    this.#codec = new CodecContext();
    this.#codec.allocContext3(codec);
    try {
      check(this.#codec.parametersToContext(stream.codecpar), 'read the codec parameters');
      this.#codec.pktTimebase = stream.timeBase;
      this.#codec.threadCount = Math.min(threads, mostAtOnce(stream));
      // A damaged picture is shown (and counted) rather than dropped: half a picture still has people in it.
      this.#codec.setFlags(AV_CODEC_FLAG_OUTPUT_CORRUPT);
      check(this.#codec.open2Sync(codec), 'open the decoder');
      this.#frame.alloc();
    } catch (error) {
      this.#codec.freeContext();
      throw error;
    }
  }

  /** Packets that could not be decoded, and pictures that were damaged. */
  get errors(): number {
    return this.#errors;
  }

  /** While true, pictures that no other picture needs are passed over, which costs almost nothing. */
  set skipsUnreferenced(skips: boolean) {
    if (skips === this.#skipsUnreferenced) return;
    this.#skipsUnreferenced = skips;
    this.#codec.setOption('skip_frame', skips ? 'noref' : 'default');
  }

  /**
   * Decodes one packet (null: drains what is left) and yields the pictures that are ready, in order of showing. The
   * frame is valid until the next step.
   */
  *decode(packet: Packet | null): Generator<Frame, void, void> {
    let sent = this.#codec.sendPacketSync(packet);
    if (isAgain(sent)) {
      yield* this.#receive();
      sent = this.#codec.sendPacketSync(packet);
    }
    if (sent < 0 && packet !== null) this.#errors++;
    yield* this.#receive();
  }

  *#receive(): Generator<Frame, void, void> {
    for (;;) {
      this.#frame.unref();
      const code = this.#codec.receiveFrameSync(this.#frame);
      if (code < 0) {
        if (!isAgain(code) && !isEof(code)) {
          this.#errors++;
          continue;
        }
        return;
      }
      if (this.#frame.decodeErrorFlags !== 0) this.#errors++;
      yield this.#frame;
    }
  }

  [Symbol.dispose](): void {
    this.#frame.free();
    this.#codec.freeContext();
  }
}

function mostAtOnce({ codecpar: { width, height } }: Stream): number {
  const pictureBytes = BYTES_PER_PIXEL * Math.max(1, width * height);
  return Math.max(1, Math.floor(MAX_PICTURES_BYTES / pictureBytes));
}
