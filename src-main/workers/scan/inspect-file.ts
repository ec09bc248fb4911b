/** @file Runs in a worker process. */

import type { MediaProbe } from '#shared/contract/library.ts';
import { type ErrorInfo, isCancelled, toAppError } from '#shared/errors.ts';
import { fingerprint } from '../../media/fingerprint.ts';
import { probe } from '../../media/probe.ts';
import { readableProblem } from './readable-problem.ts';
import type { WalkedFile } from './walk.ts';

export interface InspectedFile {
  readonly file: WalkedFile;
  /** Empty when not even the bytes could be read. */
  readonly fingerprint: string;
  readonly probe: MediaProbe | null;
  /** Why it cannot be read, or what is wrong with what can. */
  readonly problem: ErrorInfo | null;
}

/** Reads what a file holds. What is wrong with it is an answer, not an error; only a cancel and a bug are thrown. */
export async function inspectFile(file: WalkedFile, signal: AbortSignal): Promise<InspectedFile> {
  let print = '';
  try {
    print = await fingerprint(file.path, signal);
    const found = await probe(file.path, signal);
    return { file, fingerprint: print, probe: found, problem: readableProblem(file.path, found) };
  } catch (error) {
    if (isCancelled(error) || signal.aborted) throw error;
    const problem = toAppError(error);
    if (problem.code === 'INTERNAL') throw error;
    return { file, fingerprint: print, probe: null, problem: problem.toInfo() };
  }
}
