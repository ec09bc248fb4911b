/**
 * Cuts the masters into what two brands of recorders would export, with the troubles that real exports have.
 *
 *   node tools/sample-mall/recorder-exports.ts --masters <folder> --out <folder>
 */
import { copyFile, mkdir, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Decoder, Demuxer, Encoder, Muxer, Scaler } from 'node-av/api';
import { AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { CAMERAS } from './world/mall.ts';

const { values } = parseArgs({
  options: {
    masters: { type: 'string' },
    out: { type: 'string' },
    start: { type: 'string', default: '2026-11-14T10:00:00Z' },
    crf: { type: 'string', default: '27' },
  },
});
if (!values.masters || !values.out) throw new Error('--masters and --out are needed');
const { masters, out } = values;
const startUtcMs = Date.parse(values.start);
const crf = Number(values.crf);

interface Piece {
  readonly camera: string;
  readonly fromS: number;
  readonly toS: number;
  readonly path: string;
  readonly widthPx?: number;
}

const stamp = (timeS: number, clockErrorMs: number): { date: string; clock: string; digits: string } => {
  const iso = new Date(startUtcMs + timeS * 1000 + clockErrorMs).toISOString();
  const date = iso.slice(0, 10);
  const clock = iso.slice(11, 19);
  return { date, clock: clock.replaceAll(':', '.'), digits: (date + clock).replaceAll(/[-:]/g, '') };
};

function dahuaPath(channel: number, fromS: number, toS: number, clockErrorMs: number): string {
  const from = stamp(fromS, clockErrorMs);
  const to = stamp(toS, clockErrorMs);
  const folder = `NVR ground floor/${from.date}/${String(channel).padStart(3, '0')}/dav/${from.clock.slice(0, 2)}`;
  return `${folder}/${from.clock}-${to.clock}[R][0@0][0].mp4`;
}

function hikvisionPath(channel: number, fromS: number, toS: number, clockErrorMs: number): string {
  const name = `Camera ${String(channel).padStart(2, '0')}_NVR_${stamp(fromS, clockErrorMs).digits}_${stamp(toS, clockErrorMs).digits}`;
  return `NVR upper floor/${name}_${1000 + channel}.mp4`;
}

const cuts: Record<string, readonly (readonly [number, number])[]> = {
  west: [
    [0, 32],
    [32, 64],
    [64, 96],
  ],
  // The recorder lost twelve seconds.
  atrium: [
    [0, 32],
    [44, 64],
    [64, 96],
  ],
  escalator: [
    [0, 48],
    [48, 96],
  ],
  east: [
    [0, 32],
    [32, 64],
    [64, 96],
  ],
  upper: [
    [0, 48],
    [48, 96],
  ],
};

const pieces: Piece[] = CAMERAS.flatMap((camera, index) =>
  (cuts[camera.key] ?? []).map(([fromS, toS]) => ({
    camera: camera.key,
    fromS,
    toS,
    path: (index < 3 ? dahuaPath : hikvisionPath)(index + 1, fromS, toS, camera.clockErrorMs),
  })),
);
pieces.push({
  camera: 'atrium',
  fromS: 0,
  toS: 32,
  widthPx: 480,
  path: `NVR ground floor/downloads/NVR_ch2_sub_${stamp(0, 0).digits}_${stamp(32, 0).digits}.mp4`,
});

async function cut(piece: Piece): Promise<void> {
  const target = path.join(out, piece.path);
  await mkdir(path.dirname(target), { recursive: true });
  await using input = await Demuxer.open(path.join(masters, `${piece.camera}.mp4`));
  const stream = input.video();
  if (!stream) throw new Error(`${piece.camera}.mp4 has no video`);
  using decoder = await Decoder.create(stream);
  const fps = stream.avgFrameRate.num / stream.avgFrameRate.den;
  using encoder = await Encoder.create(FF_ENCODER_LIBX264, {
    gopSize: fps * 2,
    maxBFrames: 0,
    options: { preset: 'slow', crf: piece.widthPx ? crf + 3 : crf },
  });
  using scaler = new Scaler();
  // The index first, so that a file whose tail is lost can still be read.
  await using output = await Muxer.open(target, { format: 'mp4', options: { movflags: '+faststart' } });
  const outputStream = output.addStream(encoder);
  const timeBase = { num: 1, den: Math.round(fps) };
  let number = 0;
  for await (const frame of decoder.frames(input.packets(stream.index))) {
    if (!frame) continue;
    using decoded = frame;
    const at = number++ / fps;
    if (at < piece.fromS || at >= piece.toS) continue;
    const widthPx = piece.widthPx ?? decoded.width;
    const heightPx = Math.round((decoded.height * widthPx) / decoded.width / 2) * 2;
    const yuv = scaler.toBufferSync(decoded, {
      format: 'yuv420p',
      resize: { width: widthPx, height: heightPx },
    });
    using picture = Frame.fromVideoBuffer(yuv, {
      width: widthPx,
      height: heightPx,
      format: AV_PIX_FMT_YUV420P,
      timeBase,
    });
    picture.pts = BigInt(Math.round((at - piece.fromS) * fps));
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

await rm(out, { recursive: true, force: true });
for (const piece of pieces) {
  await cut(piece);
  process.stdout.write(`${piece.path}\n`);
}
const find = (camera: string, index: number): string => {
  const piece = pieces.filter((candidate) => candidate.camera === camera)[index];
  if (!piece) throw new RangeError(`${camera} ${index}`);
  return path.join(out, piece.path);
};
// The copy that somebody made to be safe, and the disk that was pulled too early.
await mkdir(path.join(out, 'copy of exports'), { recursive: true });
await copyFile(find('west', 0), path.join(out, 'copy of exports', path.basename(find('west', 0))));
const torn = find('escalator', 1);
await truncate(torn, Math.round((await stat(torn)).size * 0.86));
