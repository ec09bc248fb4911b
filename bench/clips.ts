/** @file The recordings that are measured. As a program (`<folder> <seconds> <scene> [<bits per second>]`) it makes one. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Canvas,
  drawFigure,
  type Painter,
  type Rgb,
  stillFloor,
} from '../tests/fixtures/media/painters.ts';
import { writeTestVideo } from '../tests/fixtures/media/test-video.ts';

export interface Clip {
  readonly name: string;
  readonly path: string;
}

const FULL_HD = { widthPx: 1_920, heightPx: 1_080, fps: 25, preset: 'veryfast', keyFrameEvery: 50 } as const;
const WALKERS = 6;
const NOISE_LEVELS = 5;

/** PETS S2L1 from ../shared; null where that folder is absent. */
export function petsClip(): Clip | null {
  const path = join(import.meta.dirname, '../../shared/eval/pets-s2l1/clip.mp4');
  return existsSync(path) ? { name: 'PETS S2L1, 480×360 at 10 fps', path } : null;
}

/**
 * 1080p25 H.264 with sensor noise, and six people walking through or nobody: at the quality that x264 takes for good, and
 * that is 1 Mbit/s, or at the bit rate of a recorder's setting, which takes longer to decode.
 */
export async function makeFullHdClip(
  folder: string,
  seconds: number,
  scene: Scene,
  signal: AbortSignal,
  bitsPerS?: number,
): Promise<Clip> {
  // In a process of its own, so that its memory does not count as the analysis's.
  const make = promisify(execFile);
  const rate = bitsPerS === undefined ? [] : [String(bitsPerS)];
  await make(process.execPath, [import.meta.filename, folder, String(seconds), scene, ...rate], { signal });
  const told = bitsPerS === undefined ? '' : `${bitsPerS / 1e6} Mbit/s, `;
  return { name: `1080p25 generated, ${told}${scene}`, path: clipPath(folder, scene, bitsPerS) };
}

type Scene = 'walkers' | 'still';

function clipPath(folder: string, scene: string, bitsPerS?: number): string {
  return join(folder, bitsPerS === undefined ? `${scene}.mp4` : `${scene}-${bitsPerS}.mp4`);
}

function paintClip(folder: string, seconds: number, scene: string, bitsPerS?: number): void {
  const noise = noiseTile(FULL_HD.widthPx * 3);
  const paint: Painter = (canvas, timeMs) => {
    stillFloor(canvas, timeMs);
    if (scene === 'walkers')
      for (let walker = 0; walker < WALKERS; walker++) drawWalker(canvas, walker, timeMs);
    addNoise(canvas, noise, timeMs);
  };
  writeTestVideo(clipPath(folder, scene, bitsPerS), {
    ...FULL_HD,
    ...(bitsPerS !== undefined && { bitsPerS }),
    durationMs: seconds * 1_000,
    paint,
  });
}

function drawWalker(canvas: Canvas, walker: number, timeMs: number): void {
  const tops: readonly Rgb[] = [
    [180, 40, 45],
    [40, 70, 150],
    [225, 225, 220],
    [40, 110, 60],
    [30, 30, 32],
    [200, 170, 60],
  ];
  const startPx = ((walker * 397) % canvas.widthPx) + 60;
  const walkedPx = (timeMs / 1_000) * (110 + 12 * walker) * (walker % 2 === 0 ? 1 : -1);
  const x = (startPx + walkedPx + 10 * canvas.widthPx) % canvas.widthPx;
  const clothes = { top: tops[walker]!, bottom: [40, 42, 55], shoes: [25, 22, 20] } as const;
  drawFigure(canvas, x, 120 + walker * 110, 220 + walker * 25, clothes, timeMs / 160 + walker);
}

/** Noise of four rows and an odd length, read from another place in each frame. */
function noiseTile(rowBytes: number): Int8Array {
  let state = 1;
  return Int8Array.from({ length: rowBytes * 4 + 1 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round((state / 2 ** 32 - 0.5) * 2 * NOISE_LEVELS);
  });
}

function addNoise(canvas: Canvas, noise: Int8Array, timeMs: number): void {
  let from = Math.imul(timeMs + 1, 2_654_435_761) >>> 0;
  const { data } = canvas;
  for (let at = 0; at < data.length; at++, from++) {
    data[at] = Math.min(255, Math.max(0, data[at]! + noise[from % noise.length]!));
  }
}

if (import.meta.main) {
  const [folder, seconds, scene, bitsPerS] = process.argv.slice(2);
  paintClip(folder!, Number(seconds), scene!, bitsPerS === undefined ? undefined : Number(bitsPerS));
}
