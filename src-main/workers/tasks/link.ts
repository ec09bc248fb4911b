import { setImmediate as nextTurn } from 'node:timers/promises';
import { linkTracklets } from '../../core/linking/link-tracklets.ts';
import { openReadOnly } from '../../store/open-study.ts';
import { readLinkInput } from '../linking/read-link-input.ts';
import type { TaskRunner } from '../tasks.ts';

/** Links all tracklets of a study. Between steps it lets messages in, so that a cancel is heard. */
export const link: TaskRunner<'link'> = async ({ databasePath }, { signal, progress }) => {
  progress({ progress: 0, phase: 'reading' });
  const { lastStepId, clockOffsets, ...input } = readInput(databasePath, signal);
  const steps = linkTracklets(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return { kind: 'link', ...step.value, lastStepId, clockOffsets };
    progress(step.value);
    await nextTurn();
    signal.throwIfAborted();
  }
};

/** Of one state of the study: chunks are stored, and people decide things, while it is read. */
function readInput(databasePath: string, signal: AbortSignal) {
  using study = openReadOnly(databasePath);
  using _snapshot = study.snapshot();
  return readLinkInput(study.db, signal);
}
