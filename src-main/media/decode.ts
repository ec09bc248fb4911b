import { type Frame, Packet } from 'node-av/lib';
import type { BoxPx } from '#shared/units.ts';
import type { SizePx } from '../core/geometry/letterbox.ts';
import type { RgbImage, RgbPlanes } from '../core/geometry/rgb-image.ts';
import { breathe, ticks } from './ffmpeg.ts';
import { MediaInput, msPerTick, type PlacedPacket } from './media-input.ts';
import { type GreyImage, PictureConverter, resizeYuv } from './picture-converter.ts';
import { SamplingGrid } from './sampling.ts';
import { FrameTurner } from './turn.ts';
import { VideoDecoder } from './video-decoder.ts';
import { copyYuv, type RegionPx, type YuvPicture, yuvToRgb, yuvUnder } from './yuv-picture.ts';

export interface SampleOptions {
  /** The range [from, to) of the recording, in ms since its first packet. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly sampleFps: number;
  /** Frames that the decoder works on side by side. */
  readonly threads: number;
  /** As probed; 0 if absent. A file with any is read from its start: to seek needs one clock for all of it. */
  readonly clockResets?: number | undefined;
}

/**
 * A decoded frame, upright, valid until the next one is asked for. What is made of it is valid until something is made of another
 * frame; a crop stays valid.
 */
export interface SampledFrame {
  /** Whole milliseconds from the start of the recording; grows from frame to frame. */
  readonly offsetMs: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /**
   * The part under a box, cut at the borders and scaled down to `maxHeightPx`, in memory of its own: it stays valid. Its
   * top left corner may lie a pixel further out. Null when less than a pixel is left.
   */
  cropYuv(boxPx: BoxPx, maxHeightPx: number): YuvPicture | null;
  /** At most `size` pixels of that part, evenly spread: for its colours. Costs little, whatever the box's size. */
  sampleRgb(boxPx: BoxPx, size: SizePx): RgbImage | null;
  toRgbScaled(widthPx: number, heightPx: number): RgbImage;
  toRgbPlanesScaled(widthPx: number, heightPx: number): RgbPlanes;
  toGreyScaled(widthPx: number, heightPx: number): GreyImage;
  /** The same frame for as long as it is wanted, also past the end of the decoding. Costs memory, and next to no time. */
  keep(): KeptFrame;
}

export interface KeptFrame extends SampledFrame, Disposable {}

export interface DecodeGap {
  readonly startOffsetMs: number;
  readonly endOffsetMs: number;
  readonly reason: string;
}

/** Complete once the iteration has ended. */
export interface DecodeReport {
  readonly sampledFrames: number;
  /** Packets and pictures that were damaged. */
  readonly decodeErrors: number;
  /** Parts of more than a second without a picture. */
  readonly gaps: readonly DecodeGap[];
}

export interface SampledDecoding extends AsyncIterable<SampledFrame> {
  readonly report: DecodeReport;
}

const GAP_MS = 1_000;
const PACKETS_PER_TURN = 256;
/** So many frames in a row behind a range are its end; one may be there by a wrong time stamp. */
const FRAMES_PAST = 3;
/** Of packets kept back until the range begins: a group of pictures is shorter, unless key frames are not marked. */
const MAX_HELD_PACKETS = 3_000;

/**
 * Decodes a range of a recording and yields a frame per point of the sampling grid. Damaged packets are counted and
 * passed over. Memory does not grow with the length of the range.
 *
 * Iterating throws what `MediaInput.open` and `checkSource` do, DECODE_FAILED for a codec without decoder, and the signal's reason.
 */
export function decodeSampled(path: string, options: SampleOptions, signal: AbortSignal): SampledDecoding {
  const report = { sampledFrames: 0, decodeErrors: 0, gaps: [] as DecodeGap[] };
  return { report, [Symbol.asyncIterator]: () => sample(path, options, report, signal) };
}

async function* sample(
  path: string,
  options: SampleOptions,
  report: { sampledFrames: number; decodeErrors: number; gaps: DecodeGap[] },
  signal: AbortSignal,
): AsyncGenerator<SampledFrame, void, void> {
  const { fromMs, toMs } = options;
  using input = await openBefore(path, options, signal);
  using decoder = new VideoDecoder(input.video, options.threads);
  using turner = new FrameTurner(input.turns);
  using pictures = new SharedConverter();
  const grid = new SamplingGrid(options.sampleFps, fromMs, input.frameMs);
  const tickMs = msPerTick(input.video);
  let lastMs = fromMs;
  let framesPast = 0;
  let corruptPackets = 0;
  let lastErrorMs = Number.NEGATIVE_INFINITY;
  const countErrors = (atMs: number) => {
    const errors = decoder.errors + corruptPackets;
    if (errors > report.decodeErrors) lastErrorMs = atMs;
    report.decodeErrors = errors;
  };
  const noteGap = (endMs: number, reason?: string) => {
    if (endMs - lastMs <= GAP_MS) return;
    const isDamaged = lastErrorMs >= lastMs - GAP_MS;
    report.gaps.push({
      startOffsetMs: Math.round(lastMs),
      endOffsetMs: Math.round(endMs),
      reason: reason ?? (isDamaged ? 'The data there is damaged.' : 'The file holds no pictures there.'),
    });
  };

  for await (const { packet, placed } of packetsFrom(input, fromMs, signal)) {
    if (placed?.isCorrupt) corruptPackets++;
    decoder.skipsUnreferenced = placed !== null && !grid.mayTake(placed.offsetMs);
    for (const frame of decoder.decode(packet)) {
      countErrors(placed?.offsetMs ?? lastMs);
      const stamp = ticks(frame.bestEffortTimestamp);
      const offsetMs = Math.round(stamp === null ? lastMs + input.frameMs : stamp * tickMs);
      if (offsetMs >= toMs) {
        if (++framesPast < FRAMES_PAST) continue;
        await input.checkSource();
        noteGap(toMs);
        return;
      }
      framesPast = 0;
      if (offsetMs < fromMs) continue;
      noteGap(offsetMs);
      lastMs = Math.max(lastMs, offsetMs);
      if (!grid.takes(offsetMs)) continue;
      report.sampledFrames++;
      await breathe(signal);
      yield sampledFrame(turner.turn(frame), offsetMs, pictures);
    }
    countErrors(placed?.offsetMs ?? lastMs);
  }
  await input.checkSource();
  noteGap(toMs, 'The file ends before.');
}

/** What draws the frames of a decoding: freed once the decoding has ended and no frame of it is kept any more. */
class SharedConverter implements Disposable {
  readonly converter = new PictureConverter();
  #users = 1;

  share(): void {
    this.#users++;
  }

  [Symbol.dispose](): void {
    this.#users--;
    if (this.#users === 0) this.converter[Symbol.dispose]();
  }
}

function sampledFrame(frame: Frame, offsetMs: number, pictures: SharedConverter): SampledFrame {
  const { converter } = pictures;
  const yuv = once(() => converter.toYuv(frame));
  return {
    offsetMs,
    widthPx: frame.width,
    heightPx: frame.height,
    cropYuv: (boxPx, maxHeightPx) => {
      const region = regionUnder(boxPx, frame);
      return region && ownYuv(yuvUnder(yuv(), region), maxHeightPx);
    },
    sampleRgb: (boxPx, size) => {
      const region = regionUnder(boxPx, frame);
      return region && yuvToRgb(yuv(), region, atMost(size, region));
    },
    toRgbScaled: (widthPx, heightPx) => converter.toRgb(frame, widthPx, heightPx),
    toRgbPlanesScaled: (widthPx, heightPx) => converter.toRgbPlanes(frame, widthPx, heightPx),
    toGreyScaled: (widthPx, heightPx) => converter.toGrey(frame, widthPx, heightPx),
    keep: () => keptFrame(frame, offsetMs, pictures),
  };
}

function keptFrame(frame: Frame, offsetMs: number, pictures: SharedConverter): KeptFrame {
  const own = frame.clone();
  if (own === null) throw new Error('out of memory');
  pictures.share();
  return {
    ...sampledFrame(own, offsetMs, pictures),
    [Symbol.dispose]: () => {
      own.free();
      pictures[Symbol.dispose]();
    },
  };
}

/** The whole pixels of a picture that a box covers. */
function regionUnder(boxPx: BoxPx, { width, height }: Pick<Frame, 'width' | 'height'>): RegionPx | null {
  const x = Math.max(0, Math.round(boxPx.x));
  const y = Math.max(0, Math.round(boxPx.y));
  const w = Math.min(width, Math.round(boxPx.x + boxPx.w)) - x;
  const h = Math.min(height, Math.round(boxPx.y + boxPx.h)) - y;
  return w < 1 || h < 1 ? null : { x, y, w, h };
}

function atMost(size: SizePx, { w, h }: RegionPx): SizePx {
  return { widthPx: Math.min(w, size.widthPx), heightPx: Math.min(h, size.heightPx) };
}

function ownYuv(picture: YuvPicture, maxHeightPx: number): YuvPicture {
  const { widthPx, heightPx } = picture;
  if (heightPx <= maxHeightPx) return copyYuv(picture);
  const narrowedPx = Math.max(1, Math.round((widthPx * maxHeightPx) / heightPx));
  return resizeYuv(picture, { widthPx: narrowedPx, heightPx: maxHeightPx });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Opens a recording at a packet that is not after `fromMs`; at its start where the file cannot be searched. */
async function openBefore(
  path: string,
  { fromMs, clockResets = 0 }: SampleOptions,
  signal: AbortSignal,
): Promise<MediaInput> {
  const input = await MediaInput.open(path, { withAudio: false }, signal);
  if (fromMs === 0 || clockResets > 0) return input;
  using packet = new Packet();
  packet.alloc();
  input.read(packet);
  if (input.seek(fromMs)) {
    const landed = input.read(packet);
    if (landed?.isKey && landed.offsetMs <= fromMs && input.seek(fromMs)) return input;
  }
  // No index, or a wrong one: what was read is behind us, so begin again and read up to the range.
  input[Symbol.dispose]();
  return await MediaInput.open(path, { withAudio: false }, signal);
}

/**
 * The packets needed to decode from `fromMs` on: those since the last key frame before it, then all that follow, then
 * null, which drains the decoder. A packet is valid until the next step.
 */
async function* packetsFrom(
  input: MediaInput,
  fromMs: number,
  signal: AbortSignal,
): AsyncGenerator<{ packet: Packet; placed: PlacedPacket } | { packet: null; placed: null }, void, void> {
  using packet = new Packet();
  packet.alloc();
  const held: { packet: Packet; placed: PlacedPacket }[] = [];
  const drop = () => {
    for (const old of held.splice(0)) old.packet.free();
  };
  try {
    let hasBegun = false;
    for (let packets = 1; ; packets++) {
      if (packets % PACKETS_PER_TURN === 0) await breathe(signal);
      const placed = input.read(packet);
      if (placed === null) break;
      if (!hasBegun && placed.offsetMs < fromMs) {
        if (placed.isKey) drop();
        if (held.length === MAX_HELD_PACKETS) held.shift()?.packet.free();
        const copy = packet.clone();
        if (copy === null) throw new Error('out of memory');
        held.push({ packet: copy, placed });
        continue;
      }
      hasBegun = true;
      yield* held;
      drop();
      yield { packet, placed };
    }
    yield* held;
    yield { packet: null, placed: null };
  } finally {
    drop();
  }
}
