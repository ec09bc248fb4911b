import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the program itself lies. Absolute paths. */
export interface Installation {
  readonly root: string;
  readonly version: string;
  /** The built pages. */
  readonly renderer: string;
  readonly models: string;
  /** The sample study's material. */
  readonly sample: string;
}

/** The installation that this file is part of: the repository, or the root of the packaged application. */
export function installation(): Installation {
  const root = rootAbove(dirname(fileURLToPath(import.meta.url)));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    root,
    version,
    renderer: join(root, 'out', 'renderer'),
    models: join(root, 'models'),
    sample: join(root, 'resources', 'sample'),
  };
}

/** Bundling moves this file, so the root is looked for instead of counted in `..`. */
function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error('The installation is broken: there is no package.json above the program.');
  return rootAbove(parent);
}
