import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The pictures of people that a study keeps. */
export interface CropsReading {
  readonly files: number;
  /** Those of them whose chunk is not done. */
  readonly staged: number;
  readonly mb: number;
}

export function readCrops(folder: string): CropsReading {
  const names = readdirSync(folder);
  // A staged file gets its final name at any moment.
  const sizes = names.map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
  return {
    files: names.length,
    staged: names.filter((name) => name.endsWith('.part')).length,
    mb: sizes.reduce((total, size) => total + size, 0) / 2 ** 20,
  };
}
