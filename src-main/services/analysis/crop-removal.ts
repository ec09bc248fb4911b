import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { trackletId } from '../../core/tracking/tracklet-id.ts';

/** `<trackletId>-<n>.jpg` */
const CROP_NAME = /^(\d+)-\d+\.jpg$/;

/** Keeps the disk busy, which the queue waits for; more is no faster. */
const FILES_AT_ONCE = 64;

/**
 * Removes the crops of recordings, except of chunks in `kept`. Goes by the files and not by what the study names, so
 * that it also finds those that a killed removal left.
 */
export async function removeCrops(
  folder: string,
  recordingIds: readonly number[],
  kept: readonly { readonly recordingId: number; readonly chunkIndex: number }[],
): Promise<void> {
  if (recordingIds.length === 0) return;
  const recordings = new Set(recordingIds.map((id) => trackletId(id, 0, 0)));
  const keptChunks = new Set(kept.map((chunk) => trackletId(chunk.recordingId, chunk.chunkIndex, 0)));
  const isGone = (name: string): boolean => {
    const id = Number(CROP_NAME.exec(name)?.[1] ?? Number.NaN);
    return (
      recordings.has(floorTo(trackletId(1, 0, 0), id)) && !keptChunks.has(floorTo(trackletId(0, 1, 0), id))
    );
  };
  const paths = (await filesIn(folder)).filter(isGone).map((name) => join(folder, name));
  for (let from = 0; from < paths.length; from += FILES_AT_ONCE) {
    await Promise.all(paths.slice(from, from + FILES_AT_ONCE).map((path) => rm(path, { force: true })));
  }
}

/** The first id of the recording, or of the chunk, that has `span` ids. */
function floorTo(span: number, id: number): number {
  return id - (id % span);
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
