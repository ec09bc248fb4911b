import { AV_SAMPLE_FMT_FLTP, type AVSampleFormat, FF_ENCODER_AAC } from 'node-av/constants';
import {
  AudioFifo,
  avChannelLayoutDefault,
  Codec,
  CodecContext,
  Frame,
  type Packet,
  Rational,
  SoftwareResampleContext,
  type Stream,
} from 'node-av/lib';
import { breathe, check, isAgain, isEof, ticks } from './ffmpeg.ts';
import { msPerTick } from './media-input.ts';
import { Mp4Writer } from './mp4-writer.ts';

const BYTES_PER_SAMPLE = 4;
const BITS_PER_SECOND_PER_CHANNEL = 64_000n;
const FALLBACK_RATE_HZ = 48_000;
/** Sound this far from where it should be is moved: silence is put in, or samples are left out. */
const TOLERANCE_MS = 100;
/** Longer pauses become a jump of the time stamps: nobody listens to an hour of silence, and it takes long to encode. */
const MAX_SILENCE_MS = 600_000;
const FRAMES_PER_TURN = 256;

/** Decodes the sound of a recording and encodes it as AAC at the same offsets. */
export class ProxyAudio implements Disposable {
  readonly encoder = new CodecContext();
  readonly #writer: Mp4Writer;
  readonly #tickMs: number;
  readonly #decoder = new CodecContext();
  readonly #frame = new Frame();
  readonly #channels: number;
  readonly #rateHz: number;
  readonly #fifo = new AudioFifo();
  #resampler: SoftwareResampleContext | null = null;
  /** Samples that went into the FIFO since the start of the recording. */
  #queued = 0;
  #encoded = 0;
  #errors = 0;

  private constructor(stream: Stream, writer: Mp4Writer, decoder: Codec, encoder: Codec) {
    this.#writer = writer;
    this.#tickMs = msPerTick(stream);
    this.#decoder.allocContext3(decoder);
    check(this.#decoder.parametersToContext(stream.codecpar), 'read the parameters of the sound');
    this.#decoder.pktTimebase = stream.timeBase;
    check(this.#decoder.open2Sync(decoder), 'open the decoder of the sound');
    this.#channels = Math.min(2, Math.max(1, stream.codecpar.channels));
    const rates = encoder.supportedSamplerates ?? [];
    this.#rateHz = rates.includes(stream.codecpar.sampleRate) ? stream.codecpar.sampleRate : FALLBACK_RATE_HZ;
    this.encoder.allocContext3(encoder);
    this.encoder.sampleFormat = AV_SAMPLE_FMT_FLTP;
    this.encoder.sampleRate = this.#rateHz;
    this.encoder.channelLayout = avChannelLayoutDefault(this.#channels);
    this.encoder.bitRate = BITS_PER_SECOND_PER_CHANNEL * BigInt(this.#channels);
    this.encoder.timeBase = new Rational(1, this.#rateHz);
    Mp4Writer.prepareEncoder(this.encoder);
    check(this.encoder.open2Sync(encoder), 'open the AAC encoder');
    this.#fifo.alloc(AV_SAMPLE_FMT_FLTP, this.#channels, this.encoder.frameSize);
    this.#frame.alloc();
  }

  /** Null when FFmpeg cannot decode the sound, as with some recorders' own codecs: the proxy is then silent. */
  static open(stream: Stream, writer: Mp4Writer): ProxyAudio | null {
    const decoder = Codec.findDecoder(stream.codecpar.codecId);
    const encoder = Codec.findEncoderByName(FF_ENCODER_AAC);
    const isKnown = stream.codecpar.sampleRate > 0 && stream.codecpar.channels > 0;
    if (decoder === null || encoder === null || !isKnown) return null;
    return new ProxyAudio(stream, writer, decoder, encoder);
  }

  get errors(): number {
    return this.#errors;
  }

  async add(packet: Packet, signal: AbortSignal): Promise<void> {
    await this.#decode(packet, signal);
  }

  async finish(signal: AbortSignal): Promise<void> {
    await this.#decode(null, signal);
    this.#encodeQueued(1);
    this.#writer.encode(this.encoder, null);
  }

  [Symbol.dispose](): void {
    this.#resampler?.free();
    this.#fifo.free();
    this.#frame.free();
    this.#decoder.freeContext();
    this.encoder.freeContext();
  }

  async #decode(packet: Packet | null, signal: AbortSignal): Promise<void> {
    if (this.#decoder.sendPacketSync(packet) < 0) this.#errors++;
    for (;;) {
      this.#frame.unref();
      const code = this.#decoder.receiveFrameSync(this.#frame);
      if (isAgain(code) || isEof(code)) return;
      if (code < 0) {
        this.#errors++;
        continue;
      }
      const stamp = ticks(this.#frame.bestEffortTimestamp);
      await this.#queue(this.#frame, stamp === null ? null : stamp * this.#tickMs, signal);
      this.#encodeQueued(this.encoder.frameSize);
    }
  }

  /** Resamples a frame into the FIFO, at its place in time. */
  async #queue(frame: Frame, offsetMs: number | null, signal: AbortSignal): Promise<void> {
    this.#resampler ??= this.#openResampler(frame);
    const room = this.#resampler.getOutSamples(frame.nbSamples);
    const planes = Array.from({ length: this.#channels }, () => Buffer.alloc(room * BYTES_PER_SAMPLE));
    const samples = check(
      this.#resampler.convertSync(planes, room, frame.extendedData ?? frame.data, frame.nbSamples),
      'convert the sound',
    );
    const expected = offsetMs === null ? this.#queued : Math.round((offsetMs * this.#rateHz) / 1_000);
    const ahead = expected - this.#queued;
    const tolerance = (TOLERANCE_MS * this.#rateHz) / 1_000;
    if (ahead > tolerance) await this.#queueSilence(ahead, signal);
    const surplus = ahead < -tolerance ? Math.min(samples, -ahead) : 0;
    const kept = planes.map((plane) =>
      plane.subarray(surplus * BYTES_PER_SAMPLE, samples * BYTES_PER_SAMPLE),
    );
    if (samples > surplus) check(this.#fifo.writeSync(kept, samples - surplus), 'queue the sound');
    this.#queued += samples - surplus;
  }

  async #queueSilence(samples: number, signal: AbortSignal): Promise<void> {
    const block = Array.from({ length: this.#channels }, () =>
      Buffer.alloc(this.encoder.frameSize * BYTES_PER_SAMPLE),
    );
    const silent = Math.min(samples, (MAX_SILENCE_MS * this.#rateHz) / 1_000);
    for (let done = 0; done < silent; done += this.encoder.frameSize) {
      const count = Math.min(silent - done, this.encoder.frameSize);
      check(this.#fifo.writeSync(block, count), 'queue silence');
      // Not all at once, or hours of silence would pile up in memory.
      this.#encodeQueued(this.encoder.frameSize);
      if (done % (this.encoder.frameSize * FRAMES_PER_TURN) === 0) await breathe(signal);
    }
    this.#queued += samples;
    this.#encoded += samples - silent;
  }

  /** Encodes while at least `least` samples are queued. */
  #encodeQueued(least: number): void {
    while (this.#fifo.size >= least) {
      const count = Math.min(this.#fifo.size, this.encoder.frameSize);
      const data = Buffer.alloc(this.#channels * count * BYTES_PER_SAMPLE);
      const planes = Array.from({ length: this.#channels }, (_, channel) =>
        data.subarray(channel * count * BYTES_PER_SAMPLE, (channel + 1) * count * BYTES_PER_SAMPLE),
      );
      check(this.#fifo.readSync(planes, count), 'read queued sound');
      using frame = Frame.fromAudioBuffer(data, {
        nbSamples: count,
        format: AV_SAMPLE_FMT_FLTP,
        sampleRate: this.#rateHz,
        channelLayout: avChannelLayoutDefault(this.#channels),
        timeBase: { num: 1, den: this.#rateHz },
        pts: BigInt(this.#encoded),
      });
      this.#encoded += count;
      this.#writer.encode(this.encoder, frame);
    }
  }

  #openResampler(frame: Frame): SoftwareResampleContext {
    const resampler = new SoftwareResampleContext();
    check(
      resampler.allocSetOpts2(
        avChannelLayoutDefault(this.#channels),
        AV_SAMPLE_FMT_FLTP,
        this.#rateHz,
        frame.channelLayout.nbChannels > 0 ? frame.channelLayout : avChannelLayoutDefault(frame.channels),
        frame.format as AVSampleFormat,
        frame.sampleRate,
      ),
      'set up the resampler',
    );
    check(resampler.init(), 'set up the resampler');
    return resampler;
  }
}
