/** What a drop holds: in Electron the paths of its files and folders, in a browser the files themselves. */
import type { WandrBridge } from '#shared/bridge.ts';

/** A file of a drop in a browser, which hides where the file lies. */
export interface DroppedFile {
  /** Inside the drop, with `/`. */
  readonly relativePath: string;
  readonly file: File;
}

/** The entries of a drop. Must be called inside the event: the list is emptied right after. */
export function entriesOfDrop(transfer: DataTransfer): FileSystemEntry[] {
  return [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
}

/** Absolute paths of what was dropped. Must be called inside the event. */
export function pathsOfDrop(transfer: DataTransfer, bridge: WandrBridge): string[] {
  return [...transfer.files].map((file) => bridge.pathForFile(file)).filter((path) => path !== '');
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

/**
 * Walks the entries, folders in depth, and tells how many files it has found so far. Hidden files, which systems
 * leave behind in folders, are passed over. Errors: the signal's reason.
 */
export async function collectFiles(
  entries: readonly FileSystemEntry[],
  onFound: (count: number) => void,
  signal: AbortSignal,
): Promise<DroppedFile[]> {
  const found: DroppedFile[] = [];
  const visit = async (entry: FileSystemEntry): Promise<void> => {
    signal.throwIfAborted();
    if (entry.name.startsWith('.')) return;
    if (entry.isFile) {
      found.push({
        relativePath: entry.fullPath.replace(/^\//, ''),
        file: await fileOf(entry as FileSystemFileEntry),
      });
      onFound(found.length);
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A reader gives at most some hundred entries at a time, and an empty batch at the end.
    for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
      for (const child of batch) await visit(child);
    }
  };
  for (const entry of entries) await visit(entry);
  return found;
}

/** A name for the drop: that of its folder, or of its first file and how many more. */
export function nameOfDrop(entries: readonly FileSystemEntry[]): string {
  const first = entries[0]?.name ?? 'Footage';
  return entries.length === 1 ? first : `${first} and ${entries.length - 1} more`;
}
