import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { trackletId } from '../../core/tracking/tracklet-id.ts';

/** `<trackletId>-<n>.jpg` */
const CROP_NAME = /^(\d+)-\d+\.jpg$/;

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
  for (const name of await filesIn(folder)) {
    const id = Number(CROP_NAME.exec(name)?.[1] ?? Number.NaN);
    if (!recordings.has(floorTo(trackletId(1, 0, 0), id))) continue;
    if (keptChunks.has(floorTo(trackletId(0, 1, 0), id))) continue;
    await rm(join(folder, name), { force: true });
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
