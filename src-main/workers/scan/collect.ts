/** @file Runs in a worker process. */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, isCancelled, toAppError } from '#shared/errors.ts';
import { looksLikeVideo } from './looks-like-video.ts';
import { type WalkedFile, type WalkStep, walkedFile, walkFolder } from './walk.ts';

export interface Collected {
  /** The scanned folder; the file's own when a single file was named. */
  readonly folder: string;
  readonly videos: readonly WalkedFile[];
  readonly filesSeen: number;
  readonly unreadableFolders: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Finds the files below `path` (or the file `path`) that look like video.
 *
 * Errors: FOLDER_NOT_FOUND, PERMISSION_DENIED when the folder itself cannot be opened.
 */
export async function collectVideos(
  path: string,
  onFileSeen: (filesSeen: number) => void,
  signal: AbortSignal,
): Promise<Collected> {
  const stats = await statRoot(path);
  const steps = stats.isDirectory() ? walkFolder(path, signal) : [oneFile(path, stats.size, stats.mtimeMs)];
  const videos: WalkedFile[] = [];
  const unreadableFolders: { path: string; reason: string }[] = [];
  let filesSeen = 0;
  for await (const step of steps) {
    if (step.kind === 'unreadable-folder') {
      if (step.path === path) throw cannotOpen(path, step.error);
      unreadableFolders.push({ path: step.path, reason: toAppError(step.error).message });
      continue;
    }
    filesSeen += 1;
    onFileSeen(filesSeen);
    if (step.kind === 'file' && (await isListed(step.file, signal))) videos.push(step.file);
  }
  return { folder: stats.isDirectory() ? path : dirname(path), videos, filesSeen, unreadableFolders };
}

function oneFile(path: string, sizeBytes: number, mtimeMs: number): WalkStep {
  return { kind: 'file', file: walkedFile(path, sizeBytes, mtimeMs) };
}

/** A file of unknown extension that cannot be looked into is no video as far as anyone can tell. */
async function isListed(file: WalkedFile, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  try {
    return await looksLikeVideo(file.path, file.sizeBytes);
  } catch (error) {
    if (isCancelled(error) || toAppError(error).code === 'INTERNAL') throw error;
    return false;
  }
}

async function statRoot(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw cannotOpen(path, error as Error);
  }
}

function cannotOpen(path: string, error: Error): AppError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError(
      'FOLDER_NOT_FOUND',
      `${path} is not there.`,
      'Connect the disk that holds the footage, or choose another folder.',
      { cause: error },
    );
  }
  return toAppError(error);
}
