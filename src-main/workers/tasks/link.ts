import { setImmediate as nextTurn } from 'node:timers/promises';
import { linkTracklets } from '../../core/linking/link-tracklets.ts';
import { openReadOnly } from '../../store/open-study.ts';
import { readLinkInput } from '../linking/read-link-input.ts';
import type { TaskRunner } from '../tasks.ts';

/** Links all tracklets of a study. Between steps it lets messages in, so that a cancel is heard. */
export const link: TaskRunner<'link'> = async ({ databasePath }, { signal, progress }) => {
  progress({ progress: 0, phase: 'reading' });
  using study = openReadOnly(databasePath);
  const { lastStepId, ...input } = readLinkInput(study.db, signal);
  const steps = linkTracklets(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return { kind: 'link', ...step.value, lastStepId };
    progress(step.value);
    await nextTurn();
    signal.throwIfAborted();
  }
};
