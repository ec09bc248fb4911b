import { renameSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const STAGED = '.jpg.part';

/**
 * Crops on disk. Their final names hold the tracklet's id, which is known only at the end of the chunk; until then
 * they have temporary names, which begin alike in every run, so that the next one takes away what a killed one left.
 *
 * They are written and renamed synchronously: a crop is a few kilobytes, and a file handle and the way to another thread
 * and back take several times as long.
 */
export class CropFiles implements AsyncDisposable {
  readonly #folder: string;
  readonly #prefix: string;
  readonly #staged = new Set<string>();

  private constructor(folder: string, prefix: string) {
    this.#folder = folder;
    this.#prefix = prefix;
  }

  static async open(folder: string, recordingId: number, chunkIndex: number): Promise<CropFiles> {
    await mkdir(folder, { recursive: true });
    const prefix = `chunk-${recordingId}-${chunkIndex}-`;
    for (const name of await readdir(folder)) {
      if (name.startsWith(prefix) && name.endsWith(STAGED)) await rm(join(folder, name), { force: true });
    }
    return new CropFiles(folder, prefix);
  }

  /** Writes the crops of a track; returns their paths until they are published. */
  stage(trackOrdinal: number, jpegs: readonly Uint8Array[]): string[] {
    const paths = jpegs.map((_, index) =>
      join(this.#folder, `${this.#prefix}${trackOrdinal}-${index}${STAGED}`),
    );
    for (const [index, jpeg] of jpegs.entries()) {
      this.#staged.add(paths[index]!);
      writeFileSync(paths[index]!, jpeg);
    }
    return paths;
  }

  async read(stagedPath: string): Promise<Uint8Array> {
    return await readFile(stagedPath);
  }

  /** Gives staged crops their final names, `<trackletId>-<n>.jpg`. */
  publish(stagedPaths: readonly string[], trackletId: number): string[] {
    const names: string[] = [];
    for (const [index, path] of stagedPaths.entries()) {
      const name = `${trackletId}-${index}.jpg`;
      renameSync(path, join(this.#folder, name));
      this.#staged.delete(path);
      names.push(name);
    }
    return names;
  }

  /** Removes what was staged and not published, as after an abort, or when crops of joined tracks were too many. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const path of this.#staged) await rm(path, { force: true });
    this.#staged.clear();
  }
}
