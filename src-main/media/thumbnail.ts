import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, toAppError } from '#shared/errors.ts';
import type { RgbImage } from '../core/geometry/rgb-image.ts';
import { decodeSampled } from './decode.ts';
import { encodeJpeg } from './jpeg.ts';

export interface ThumbnailResult {
  readonly sizeBytes: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

const AT_MS = 5_000;
const MAX_WIDTH_PX = 480;
/** Finer than any frame rate, so that the first frame at or after the instant is taken. */
const EVERY_FRAME_FPS = 1_000;

/** Where in a recording its thumbnail is taken: at 5 s, or in the middle of a shorter one. */
export function thumbnailOffsetMs(durationMs: number): number {
  return durationMs >= AT_MS ? AT_MS : durationMs / 2;
}

/**
 * Writes a JPEG of a recording, whole or not at all. Errors: those of `decodeSampled`, DECODE_FAILED, DISK_FULL,
 * PERMISSION_DENIED.
 */
export async function writeThumbnail(
  path: string,
  thumbnailPath: string,
  durationMs: number,
  signal: AbortSignal,
): Promise<ThumbnailResult> {
  // Where that instant cannot be decoded, the first picture that can serves too.
  const image =
    (await firstPicture(path, thumbnailOffsetMs(durationMs), signal)) ??
    (await firstPicture(path, 0, signal));
  if (image === null) {
    throw new AppError(
      'DECODE_FAILED',
      `No picture of ${basename(path)} can be decoded.`,
      'The export may be damaged or encrypted; export it again from the recorder.',
    );
  }
  const jpeg = encodeJpeg(image);
  const partPath = `${thumbnailPath}.part`;
  try {
    await writeFile(partPath, jpeg, { signal });
    await rename(partPath, thumbnailPath);
  } catch (error) {
    await rm(partPath, { force: true });
    throw toAppError(error);
  }
  return { sizeBytes: jpeg.byteLength, widthPx: image.widthPx, heightPx: image.heightPx };
}

async function firstPicture(path: string, fromMs: number, signal: AbortSignal): Promise<RgbImage | null> {
  const options = { fromMs, toMs: Number.MAX_SAFE_INTEGER, sampleFps: EVERY_FRAME_FPS, threads: 1 };
  for await (const frame of decodeSampled(path, options, signal)) {
    const scale = Math.min(1, MAX_WIDTH_PX / frame.widthPx);
    const image = frame.toRgbScaled(
      Math.max(1, Math.round(frame.widthPx * scale)),
      Math.max(1, Math.round(frame.heightPx * scale)),
    );
    return { ...image, data: image.data.slice() };
  }
  return null;
}
