/** Cuts the masters into what two brands of recorders would export, with the troubles that real exports have. */
import { copyFile, mkdir, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { CAMERAS } from '../world/mall.ts';
import { cutClip } from './cut-clip.ts';

/** A file as somebody copied it off a recorder, and what of the camera's master it shows. */
export interface ExportedFile {
  /** From the folder of exports, with `/`. */
  readonly path: string;
  /** Key of the camera. */
  readonly camera: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly trouble: 'copy' | 'sub-stream' | 'torn' | null;
}

export interface ExportSettings {
  /** Folder of `<camera>.mp4`. */
  readonly masters: string;
  /** Emptied first. */
  readonly out: string;
  /** Keys of the cameras that were rendered. */
  readonly cameras: readonly string[];
  readonly startUtcMs: number;
  /** Of the masters. */
  readonly durationMs: number;
  /** x264's quality of the main streams. */
  readonly crf: number;
}

/** Of a small file whose index comes first: what is left of the disk that was pulled too early. */
const TORN_SHARE = 0.86;
const SUB_STREAM_WIDTH_PX = 480;
/** A recorder spends fewer bits on its second stream. */
const SUB_STREAM_EXTRA_CRF = 3;

/** Seconds of the master, file by file; a longer master goes on in files as long as the last one. */
const CUTS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
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
/** Which cameras the first recorder has; the others are on the second. */
const DAHUA_CAMERAS = new Set(['west', 'atrium', 'escalator']);

type Namer = (channel: number, fromUtcMs: number, toUtcMs: number) => string;

const clockOf = (utcMs: number): string => new Date(utcMs).toISOString().slice(11, 19).replaceAll(':', '.');
const digitsOf = (utcMs: number): string =>
  new Date(utcMs).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '');

const dahuaPath: Namer = (channel, fromUtcMs, toUtcMs) => {
  const day = new Date(fromUtcMs).toISOString().slice(0, 10);
  const hour = clockOf(fromUtcMs).slice(0, 2);
  const folder = `NVR A/${day}/${String(channel).padStart(3, '0')}/dav/${hour}`;
  return `${folder}/${clockOf(fromUtcMs)}-${clockOf(toUtcMs)}[R][0@0][0].mp4`;
};

const hikvisionPath: Namer = (channel, fromUtcMs, toUtcMs) =>
  `NVR B/Camera ${String(channel).padStart(2, '0')}_NVR_${digitsOf(fromUtcMs)}_${digitsOf(toUtcMs)}_${1000 + channel}.mp4`;

/** Writes the files and says what they are. Throws when a master is missing. */
export async function exportRecordings(
  settings: ExportSettings,
  signal: AbortSignal,
): Promise<ExportedFile[]> {
  await rm(settings.out, { recursive: true, force: true });
  const files: ExportedFile[] = [];
  for (const file of mainStreams(settings)) {
    await cut(settings, file, {}, signal);
    files.push(file);
  }
  files.push(await subStreamTwin(settings, firstOf(files, 'atrium'), signal));
  files.push(await copyMadeToBeSafe(settings, firstOf(files, 'atrium')));
  const torn = lastOf(files, settings.cameras.includes('escalator') ? 'escalator' : 'east');
  const tornPath = path.join(settings.out, torn.path);
  await truncate(tornPath, Math.round((await stat(tornPath)).size * TORN_SHARE));
  return files.map((file) => (file === torn ? { ...file, trouble: 'torn' } : file));
}

function mainStreams({ cameras, startUtcMs, durationMs }: ExportSettings): ExportedFile[] {
  return CAMERAS.filter(({ key }) => cameras.includes(key)).flatMap(({ key, clockErrorMs }) => {
    const channel = CAMERAS.findIndex((camera) => camera.key === key) + 1;
    const name = DAHUA_CAMERAS.has(key) ? dahuaPath : hikvisionPath;
    const clockMs = (timeS: number): number => startUtcMs + timeS * 1000 + clockErrorMs;
    return cutsOf(key, durationMs / 1000).map(
      ([fromS, toS]): ExportedFile => ({
        path: name(channel, clockMs(fromS), clockMs(toS)),
        camera: key,
        fromMs: fromS * 1000,
        toMs: toS * 1000,
        trouble: null,
      }),
    );
  });
}

function cutsOf(camera: string, seconds: number): (readonly [number, number])[] {
  const cuts = [...(CUTS[camera] ?? [])];
  for (let last = cuts.at(-1); last && last[1] < seconds; last = cuts.at(-1)) {
    const [from, to] = last;
    cuts.push([to, Math.min(seconds, to + to - from)]);
  }
  return cuts;
}

async function subStreamTwin(
  settings: ExportSettings,
  of: ExportedFile,
  signal: AbortSignal,
): Promise<ExportedFile> {
  const from = digitsOf(settings.startUtcMs + of.fromMs);
  const to = digitsOf(settings.startUtcMs + of.toMs);
  const twin: ExportedFile = {
    ...of,
    path: `NVR A/downloads/NVR_ch2_sub_${from}_${to}.mp4`,
    trouble: 'sub-stream',
  };
  await cut(settings, twin, { widthPx: SUB_STREAM_WIDTH_PX }, signal);
  return twin;
}

async function copyMadeToBeSafe(settings: ExportSettings, of: ExportedFile): Promise<ExportedFile> {
  const copy: ExportedFile = {
    ...of,
    path: `copy of exports/${path.posix.basename(of.path)}`,
    trouble: 'copy',
  };
  await mkdir(path.join(settings.out, 'copy of exports'), { recursive: true });
  await copyFile(path.join(settings.out, of.path), path.join(settings.out, copy.path));
  return copy;
}

async function cut(
  { masters, out, crf }: ExportSettings,
  file: ExportedFile,
  { widthPx }: { readonly widthPx?: number },
  signal: AbortSignal,
): Promise<void> {
  const target = path.join(out, file.path);
  await mkdir(path.dirname(target), { recursive: true });
  await cutClip(
    path.join(masters, `${file.camera}.mp4`),
    target,
    {
      fromMs: file.fromMs,
      toMs: file.toMs,
      crf: widthPx === undefined ? crf : crf + SUB_STREAM_EXTRA_CRF,
      widthPx,
    },
    signal,
  );
  process.stdout.write(`${file.path}\n`);
}

function lastOf(files: readonly ExportedFile[], camera: string): ExportedFile {
  const file = files.findLast((candidate) => candidate.camera === camera && candidate.trouble === null);
  if (!file) throw new RangeError(`the sample needs the master of ${camera}`);
  return file;
}

function firstOf(files: readonly ExportedFile[], camera: string): ExportedFile {
  const file = files.find((candidate) => candidate.camera === camera);
  if (!file) throw new RangeError(`the sample needs the master of ${camera}`);
  return file;
}
