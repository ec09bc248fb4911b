import { FFmpegError, FormatContext, Packet, Rational } from 'node-av/lib';

const TICKS_PER_MS = 90;
const TIME_BASE = new Rational(1, 1_000 * TICKS_PER_MS);

/**
 * Writes an MP4 in which the packets of a clip follow one another again and again, without encoding them anew. Each
 * repetition begins `clipMs` after the one before. The clip has one stream, begins with a key frame and at 0, and has
 * no B frames.
 */
export function repeatPackets(clipPath: string, path: string, repetitions: number, clipMs: number): void {
  const input = new FormatContext();
  const output = new FormatContext();
  const packets: Packet[] = [];
  try {
    must(input.openInputSync(clipPath, null, null));
    must(input.findStreamInfoSync());
    const source = input.streams[0]!;
    must(output.allocOutputContext2(null, 'mp4', path));
    const stream = output.newStream();
    must(source.codecpar.copy(stream.codecpar));
    stream.timeBase = TIME_BASE;
    stream.avgFrameRate = source.avgFrameRate;
    must(output.openOutputSync());
    must(output.setOption('video_track_timescale', 1_000 * TICKS_PER_MS));
    must(output.writeHeaderSync());
    using packet = new Packet();
    packet.alloc();
    while (input.readFrameSync(packet) >= 0) {
      packet.rescaleTs(source.timeBase, TIME_BASE);
      packets.push(copyOf(packet));
      packet.unref();
    }
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const shift = BigInt(repetition * clipMs * TICKS_PER_MS);
      for (const original of packets) {
        using copy = copyOf(original);
        copy.pts += shift;
        copy.dts += shift;
        copy.streamIndex = stream.index;
        must(output.interleavedWriteFrameSync(copy));
      }
    }
    must(output.writeTrailerSync());
    output.flushSync();
    must(output.pb?.error ?? 0);
  } finally {
    for (const packet of packets) packet.free();
    output.closeOutputSync();
    output.freeContext();
    input.closeInputSync();
  }
}

function copyOf(packet: Packet): Packet {
  const copy = packet.clone();
  if (copy === null) throw new Error('out of memory');
  return copy;
}

function must(code: number): void {
  if (code < 0) throw new Error(FFmpegError.strerror(code));
}
