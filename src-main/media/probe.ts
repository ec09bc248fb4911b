import { basename } from 'node:path';
import { avGetCodecName, Packet } from 'node-av/lib';
import type { MediaProbe } from '#shared/contract/library.ts';
import { AppError } from '#shared/errors.ts';
import { inspectCompleteness } from './completeness.ts';
import { breathe } from './ffmpeg.ts';
import { MediaInput } from './media-input.ts';
import { SNIFF_BYTES, sniffContainer } from './sniff.ts';
import { notAVideo, readHeader, sourceError } from './source-file.ts';
import { VideoDecoder } from './video-decoder.ts';

const PACKETS_PER_TURN = 512;
const STAMPS_FOR_INTERVAL = 500;
/** A stream in which none of so many packets gives a picture counts as undecodable. */
const MAX_PACKETS_WITHOUT_PICTURE = 600;

/**
 * Reads a whole file packet by packet and says what is in it. The header is believed for the size of the picture and
 * the codec; duration and frame rate are counted.
 *
 * Errors: FILE_MISSING, FILE_CHANGED, FILE_EMPTY, PERMISSION_DENIED, NOT_A_VIDEO, VIDEO_INCOMPLETE, NO_VIDEO_STREAM,
 * DECODE_FAILED.
 */
export async function probe(path: string, signal: AbortSignal): Promise<MediaProbe> {
  const container = sniffContainer(await readHeader(path, SNIFF_BYTES));
  if (container === null) throw notAVideo(path);
  const { hasIndex, isCutOff } = await inspectCompleteness(path, container).catch((error: unknown) => {
    throw sourceError(path, error);
  });
  if (!hasIndex && container === 'isobmff') throw videoIncomplete(path);
  using input = await MediaInput.open(path, { withAudio: true }, signal);
  const walk = await walkPackets(input, signal);
  await input.checkSource();
  if (!walk.hasPicture) {
    throw new AppError(
      'DECODE_FAILED',
      `No picture of ${basename(path)} can be decoded${walk.videoPackets === 0 ? ': it holds no video data' : ''}.`,
      'The export may be damaged or encrypted; export it again from the recorder.',
    );
  }
  const headerMs = Number(input.format.duration) / 1_000;
  return {
    container,
    codec: avGetCodecName(input.video.codecpar.codecId) ?? 'unknown',
    ...input.size,
    fps: walk.fps,
    durationMs: walk.durationMs,
    headerDurationMs: headerMs > 0 ? Math.round(headerMs) : null,
    hasAudio: walk.audioPackets > 0,
    creationUtcMs: creationTime(input),
    videoPackets: walk.videoPackets,
    corruptPackets: walk.corruptPackets,
    isTruncated: isCutOff || input.hasEndedBadly || walk.isLastPacketCorrupt,
    clockResets: input.clockResets,
  };
}

interface Walk {
  readonly videoPackets: number;
  readonly audioPackets: number;
  readonly corruptPackets: number;
  readonly isLastPacketCorrupt: boolean;
  readonly durationMs: number;
  readonly fps: number;
  readonly hasPicture: boolean;
}

async function walkPackets(input: MediaInput, signal: AbortSignal): Promise<Walk> {
  using packet = new Packet();
  packet.alloc();
  using decoder = new VideoDecoder(input.video, 1);
  let hasPicture = false;
  let videoPackets = 0;
  let audioPackets = 0;
  let corruptPackets = 0;
  let isLastPacketCorrupt = false;
  let lastMs = 0;
  const firstStampsMs: number[] = [];
  for (let packets = 0; ; packets++) {
    if (packets % PACKETS_PER_TURN === 0) await breathe(signal);
    const placed = input.read(packet);
    if (placed === null) break;
    if (placed.isCorrupt) corruptPackets++;
    if (placed.stream === 'audio') {
      audioPackets++;
      continue;
    }
    videoPackets++;
    isLastPacketCorrupt = placed.isCorrupt;
    lastMs = Math.max(lastMs, placed.offsetMs);
    if (firstStampsMs.length < STAMPS_FOR_INTERVAL) firstStampsMs.push(placed.offsetMs);
    if (!hasPicture && videoPackets <= MAX_PACKETS_WITHOUT_PICTURE)
      hasPicture = givesPicture(decoder, packet);
  }
  if (!hasPicture && videoPackets > 0) hasPicture = givesPicture(decoder, null);
  return {
    videoPackets,
    audioPackets,
    corruptPackets,
    isLastPacketCorrupt,
    // The last picture is shown as long as pictures usually are: few containers say how long.
    durationMs: Math.round(lastMs + (usualIntervalMs(firstStampsMs) ?? input.frameMs)),
    fps: lastMs > 0 ? Math.round(((videoPackets - 1) * 1_000_000) / lastMs) / 1_000 : 1_000 / input.frameMs,
    hasPicture,
  };
}

/** Median of the time between pictures; null for fewer than two. */
function usualIntervalMs(stampsMs: readonly number[]): number | null {
  const inOrder = stampsMs.toSorted((a, b) => a - b);
  const intervals = inOrder.slice(1).map((stampMs, at) => stampMs - inOrder[at]!);
  return intervals.sort((a, b) => a - b)[intervals.length >> 1] ?? null;
}

function givesPicture(decoder: VideoDecoder, packet: Packet | null): boolean {
  for (const frame of decoder.decode(packet)) {
    if (frame.width > 0) return true;
  }
  return false;
}

function creationTime(input: MediaInput): number | null {
  const text = input.format.metadata?.get('creation_time') ?? input.video.metadata?.get('creation_time');
  const utcMs = text ? Date.parse(text) : Number.NaN;
  // Recorders without a clock write the epoch of the format (1904) or of Unix.
  return utcMs > Date.UTC(1990, 0, 1) ? utcMs : null;
}

function videoIncomplete(path: string): AppError {
  return new AppError(
    'VIDEO_INCOMPLETE',
    `${basename(path)} has no index (moov): it was cut off before it was finished. The recorder was probably still writing it, or the export was interrupted.`,
    'Export the recording again; if that is not possible, an MP4 repair tool may rebuild the index from another file of the same camera.',
  );
}
