import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of evaluation data, beside the project's own. */
const sharedFolder = fileURLToPath(new URL('../../../../shared/', import.meta.url));
const projectFolder = fileURLToPath(new URL('../../../', import.meta.url));

/** A file of the evaluation data; it exists only on developers' machines and in CI. */
export function sharedPath(path: string): string {
  return sharedFolder + path;
}

export function hasShared(path: string): boolean {
  return existsSync(sharedPath(path));
}

/** A file of the project. */
export function projectPath(path: string): string {
  return projectFolder + path;
}
