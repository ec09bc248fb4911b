import type { NameCandidate } from './candidate.ts';
import type { NamePath } from './name-path.ts';

/** One vendor's way to name files and folders. Pure; returns nothing for a path that it did not write. */
export interface NamingGrammar {
  readonly name: string;
  read(path: NamePath): readonly NameCandidate[];
}

type CandidateFields = Pick<NameCandidate, 'confidence'> & Partial<Omit<NameCandidate, 'grammar'>>;

/** Makes a grammar of a function that reads a path into fields, in several ways if need be. */
export function defineGrammar(
  name: string,
  read: (path: NamePath) => CandidateFields | readonly CandidateFields[] | null,
): NamingGrammar {
  return {
    name,
    read(path) {
      const found = read(path);
      if (!found) return [];
      const all: readonly CandidateFields[] = 'confidence' in found ? [found] : found;
      return all.map((fields) => ({
        grammar: name,
        source: 'file-name',
        camera: null,
        device: null,
        channel: null,
        stream: null,
        start: null,
        end: null,
        wallStart: null,
        dateOrder: null,
        ...fields,
      }));
    },
  };
}

/** Tries readers in order and takes the first that answers. */
export function firstOf(
  ...readers: readonly ((path: NamePath) => CandidateFields | null)[]
): (path: NamePath) => CandidateFields | null {
  return (path) => {
    for (const read of readers) {
      const found = read(path);
      if (found) return found;
    }
    return null;
  };
}
