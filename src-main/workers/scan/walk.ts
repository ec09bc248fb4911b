/** @file Runs in a worker process. */
import type { BigIntStats, Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface WalkedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedUtcMs: number;
}

export type WalkStep =
  | { readonly kind: 'file'; readonly file: WalkedFile }
  /** A folder, or a file's entry, that could not be read. */
  | { readonly kind: 'unreadable-folder' | 'unreadable-file'; readonly path: string; readonly error: Error };

/** Kept by operating systems and storage boxes beside footage; never footage. */
const SYSTEM_NAMES = new Set([
  '$recycle.bin',
  'system volume information',
  'thumbs.db',
  'desktop.ini',
  'lost+found',
  '@eadir',
  '#recycle',
  '#snapshot',
  '__macosx',
]);

/**
 * Walks a folder depth first, each folder's entries by name, so that two scans see the same order. Follows
 * symbolic links and visits no folder twice. Passes over hidden entries, system folders and other studies
 * (`*.wandr`). Holds one folder's entries at a time.
 *
 * Throws the signal's reason when aborted.
 */
export async function* walkFolder(
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<WalkStep, void, undefined> {
  const visited = new Set<string>();
  const pending = [folder];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    signal.throwIfAborted();
    try {
      const identity = identityOf(await stat(path, { bigint: true }));
      if (visited.has(identity)) continue;
      visited.add(identity);
    } catch (error) {
      yield { kind: 'unreadable-folder', path, error: error as Error };
      continue;
    }
    const subfolders: string[] = [];
    for await (const step of walkOneFolder(path, subfolders, signal)) yield step;
    pending.push(...subfolders.reverse());
  }
}

async function* walkOneFolder(
  folder: string,
  subfolders: string[],
  signal: AbortSignal,
): AsyncGenerator<WalkStep, void, undefined> {
  const entries: Dirent[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      signal.throwIfAborted();
      if (!isPassedOver(entry.name)) entries.push(entry);
    }
  } catch (error) {
    signal.throwIfAborted();
    yield { kind: 'unreadable-folder', path: folder, error: error as Error };
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    signal.throwIfAborted();
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.toLowerCase().endsWith('.wandr')) subfolders.push(path);
      continue;
    }
    if (!entry.isFile() && !entry.isSymbolicLink()) continue;
    try {
      const stats = await stat(path);
      if (stats.isDirectory()) subfolders.push(path);
      else if (stats.isFile()) yield { kind: 'file', file: walkedFile(path, stats.size, stats.mtimeMs) };
    } catch (error) {
      yield { kind: 'unreadable-file', path, error: error as Error };
    }
  }
}

/** The modified time in whole milliseconds: what the study stores and compares. */
export function walkedFile(path: string, sizeBytes: number, mtimeMs: number): WalkedFile {
  return { path, sizeBytes, modifiedUtcMs: Math.floor(mtimeMs) };
}

function isPassedOver(name: string): boolean {
  return name.startsWith('.') || SYSTEM_NAMES.has(name.toLowerCase());
}

function identityOf(stats: BigIntStats): string {
  return `${stats.dev}:${stats.ino}`;
}
