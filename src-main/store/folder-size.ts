import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';

/** Bytes of all files under `folder`, links not followed. A file that vanishes meanwhile counts as nothing. */
export async function folderSizeBytes(folder: string, signal?: AbortSignal): Promise<number> {
  let total = 0;
  const pending = [folder];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    signal?.throwIfAborted();
    const entries = await opendir(at).catch(nullIfGone);
    if (entries === null) continue;
    for await (const entry of entries) {
      const full = path.join(at, entry.name);
      if (entry.isDirectory()) pending.push(full);
      else total += (await lstat(full).catch(nullIfGone))?.size ?? 0;
    }
  }
  return total;
}

function nullIfGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
