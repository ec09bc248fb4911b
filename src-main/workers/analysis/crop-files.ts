import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Crops on disk. Their final names hold the tracklet's id, which is known only at the end of the chunk; until then
 * they have temporary names, which are the same in every run, so that a killed run leaves nothing that the next one
 * does not overwrite.
 */
export class CropFiles implements AsyncDisposable {
  readonly #folder: string;
  readonly #prefix: string;
  readonly #staged = new Map<number, string[]>();

  private constructor(folder: string, prefix: string) {
    this.#folder = folder;
    this.#prefix = prefix;
  }

  static async open(folder: string, recordingId: number, chunkIndex: number): Promise<CropFiles> {
    await mkdir(folder, { recursive: true });
    return new CropFiles(folder, `chunk-${recordingId}-${chunkIndex}`);
  }

  async stage(trackOrdinal: number, jpegs: readonly Uint8Array[]): Promise<void> {
    const paths = jpegs.map((_, index) =>
      join(this.#folder, `${this.#prefix}-${trackOrdinal}-${index}.jpg.part`),
    );
    this.#staged.set(trackOrdinal, paths);
    for (const [index, jpeg] of jpegs.entries()) await writeFile(paths[index]!, jpeg);
  }

  /** Gives a track's crops their final names, `<trackletId>-<n>.jpg`. */
  async publish(trackOrdinal: number, trackletId: number): Promise<string[]> {
    const names: string[] = [];
    for (const [index, path] of (this.#staged.get(trackOrdinal) ?? []).entries()) {
      const name = `${trackletId}-${index}.jpg`;
      await rename(path, join(this.#folder, name));
      names.push(name);
    }
    this.#staged.delete(trackOrdinal);
    return names;
  }

  /** Removes what was staged and not published, as after an abort. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const path of [...this.#staged.values()].flat()) await rm(path, { force: true });
    this.#staged.clear();
  }
}
