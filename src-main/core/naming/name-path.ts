/** A path cut into what grammars look at. Both `/` and `\` separate, whatever system wrote the path. */
export interface NamePath {
  /** Outermost first. */
  readonly folders: readonly string[];
  /** File name without its extension. */
  readonly stem: string;
  /** Folders and stem joined by `/`. */
  readonly whole: string;
  /** The last year that a time in a name may have. */
  readonly latestYear: number;
}

/** Few extensions of footage begin with a digit, and a time in a name may look like one that does. */
const EXTENSION = /\.(?:[A-Za-z][A-Za-z0-9]{1,4}|26[45]|3gp)$/i;

/** Footage of surveillance cameras in digital files begins here. */
export const EARLIEST_YEAR = 2000;

export function parseNamePath(path: string, latestYear: number): NamePath {
  const segments = path.split(/[\\/]+/).filter((segment) => segment !== '' && segment !== '.');
  const fileName = segments.at(-1) ?? '';
  const stem = fileName.replace(EXTENSION, '');
  const folders = segments.slice(0, -1);
  return { folders, stem, whole: [...folders, stem].join('/'), latestYear };
}
