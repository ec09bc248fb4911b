/** @file A long recording of people. As a program (`<folder> <lines> <repetitions>`) it makes one and prints its path. */
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeTestVideo } from '../fixtures/media/test-video.ts';
import { repeatPackets } from './repeat-packets.ts';
import { CLIP_MS, visitorsPainter } from './visitors.ts';

const FPS = 25;
const START_UTC_MS = Date.UTC(2026, 10, 20, 10);

/** Makes a recording of `repetitions` × `CLIP_MS` of 16:9 H.264 with `lines` lines; returns its path. */
export async function makeRecording(
  folder: string,
  lines: number,
  repetitions: number,
  signal: AbortSignal,
): Promise<string> {
  // In a process of its own, so that its memory does not count as the host's.
  const make = promisify(execFile);
  const args = [import.meta.filename, folder, String(lines), String(repetitions)];
  const { stdout } = await make(process.execPath, args, { signal });
  return stdout.trim();
}

function writeRecording(folder: string, lines: number, repetitions: number): string {
  const clip = join(folder, 'clip.mp4');
  const path = join(folder, fileName(repetitions * CLIP_MS));
  mkdirSync(folder, { recursive: true });
  writeTestVideo(clip, {
    widthPx: Math.round((lines * 16) / 9),
    heightPx: lines,
    fps: FPS,
    durationMs: CLIP_MS,
    preset: 'veryfast',
    keyFrameEvery: 2 * FPS,
    paint: visitorsPainter(),
  });
  repeatPackets(clip, path, repetitions, CLIP_MS);
  rmSync(clip);
  return path;
}

/** As Hikvision's client exports it: camera, first and last instant. */
function fileName(durationMs: number): string {
  const stamp = (utcMs: number) => new Date(utcMs).toISOString().slice(0, 19).replace(/[-:T]/g, '');
  return `Shop_Camera 01_${stamp(START_UTC_MS)}_${stamp(START_UTC_MS + durationMs)}.mp4`;
}

if (import.meta.main) {
  const [folder, lines, repetitions] = process.argv.slice(2);
  process.stdout.write(`${writeRecording(folder!, Number(lines), Number(repetitions))}\n`);
}
