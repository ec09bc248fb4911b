/** What a drop holds: in Electron the paths of its files and folders, in a browser the files themselves. */
import type { WandrBridge } from '#shared/bridge.ts';

/** A file of a drop in a browser, which hides where the file lies. */
export interface DroppedFile {
  /** Inside the drop, with `/`. */
  readonly relativePath: string;
  readonly file: File;
}

/** One thing of a drop: a folder or a file; a bare file where the source of the drag gives no more. */
export type DropItem = FileSystemEntry | File;

/** What was dropped. Must be called inside the event: the list is emptied right after. */
export function itemsOfDrop(transfer: DataTransfer): DropItem[] {
  return [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? []);
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
 * Walks what was dropped, folders in depth, and tells how many files it has found so far. Hidden files, which systems
 * leave behind in folders, are passed over. Errors: the signal's reason.
 */
export async function collectFiles(
  items: readonly DropItem[],
  onFound: (count: number) => void,
  signal: AbortSignal,
): Promise<DroppedFile[]> {
  const found: DroppedFile[] = [];
  const add = (relativePath: string, file: File) => {
    found.push({ relativePath, file });
    onFound(found.length);
  };
  const visit = async (entry: DropItem): Promise<void> => {
    signal.throwIfAborted();
    if (entry.name.startsWith('.')) return;
    if (entry instanceof File) return add(entry.name, entry);
    if (entry.isFile) {
      return add(entry.fullPath.replace(/^\//, ''), await fileOf(entry as FileSystemFileEntry));
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A reader gives at most some hundred entries at a time, and an empty batch at the end.
    for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
      for (const child of batch) await visit(child);
    }
  };
  for (const item of items) await visit(item);
  return found;
}

/** A name for the drop: that of its folder, or of its first file and how many more. */
export function nameOfDrop(items: readonly DropItem[]): string {
  const first = items[0]?.name ?? 'Footage';
  return items.length === 1 ? first : `${first} and ${items.length - 1} more`;
}
