import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Recording } from '#shared/contract/library.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { App } from '../../../app/create-app.ts';
import { recordingTable } from '../recording-table.ts';
import { counted } from '../terminal.ts';
import { allJobs, endedJobs, requireDone, tellFailures, waitUntilIdle } from '../wait-for-jobs.ts';
import type { CliContext } from '../with-app.ts';

export interface ImportOptions {
  readonly folder: string;
  /** Accepts proposals without asking. */
  readonly yes: boolean;
  /** Proposals below it are left for review in the application. */
  readonly minConfidence: number;
}

/**
 * Scans the folder, shows the proposals, accepts them when told to. Recordings that cannot be prepared for playback
 * are told; returns the first such failure, null when there was none.
 */
export async function importFolder(
  { app, terminal, signal }: CliContext,
  options: ImportOptions,
): Promise<AppError | null> {
  const { library } = app.services;
  const before = endedJobs(app);
  retryPreparation(app);
  library.scan({ folder: resolve(options.folder) });
  const [scans, others] = split(
    await waitUntilIdle(app, terminal, before, signal),
    ({ type }) => type === 'scan',
  );
  requireDone(scans, terminal);
  const earlier = tellFailures(others, terminal);

  const recordings = library.recordings();
  for (const line of recordingTable(recordings, app.context.session().store.timeZone)) terminal.print(line);
  if (recordings.every((recording) => recording.status === 'unreadable')) {
    throw new AppError(
      'FOLDER_HAS_NO_VIDEO',
      `None of these files can be read (${counted(recordings.length, 'file')}).`,
      'The table says why. Export the recordings again, as MP4 where the recorder offers it.',
    );
  }
  const ready = recordings.filter((recording) => isReady(recording, options.minConfidence));
  const left = recordings.filter((recording) => recording.status === 'proposed').length - ready.length;
  if (left > 0) {
    terminal.tell(`To be reviewed in “wandr serve”: ${counted(left, 'recording')}.`);
  }
  if (ready.length === 0) return earlier;
  if (!options.yes && !(await confirm(terminal.isInteractive, ready.length, signal))) {
    terminal.tell('Nothing was accepted. Add --yes to accept, or review in “wandr serve”.');
    return earlier;
  }
  const beforePrepare = endedJobs(app);
  library.accept({ ids: ready.map((recording) => recording.id) });
  const failure = tellFailures(await waitUntilIdle(app, terminal, beforePrepare, signal), terminal);
  terminal.tell(`Accepted ${counted(ready.length, 'recording')}.`);
  return failure ?? earlier;
}

/** What an earlier run could not prepare is tried again: the disk may be connected by now. */
function retryPreparation(app: App): void {
  const unprepared = new Set(
    app.services.library
      .recordings()
      .filter(({ status, proxy, sha256 }) => status === 'accepted' && (proxy === 'failed' || sha256 === null))
      .map(({ id }) => id),
  );
  const failed = allJobs(app).filter(
    ({ type, status, recordingId }) =>
      (type === 'prepare' || type === 'hash') &&
      (status === 'failed' || status === 'quarantined') &&
      recordingId !== null &&
      unprepared.has(recordingId),
  );
  if (failed.length > 0) app.services.jobs.retry({ jobIds: failed.map(({ id }) => id) });
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function isReady(recording: Recording, minConfidence: number): boolean {
  const isComplete = recording.cameraName !== null && recording.startUtcMs !== null;
  return recording.status === 'proposed' && isComplete && recording.confidence >= minConfidence;
}

async function confirm(isInteractive: boolean, count: number, signal: AbortSignal): Promise<boolean> {
  if (!isInteractive) return false;
  using prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(`Accept ${counted(count, 'recording')}? [y/N] `, { signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    throw toAppError(signal.aborted ? signal.reason : error);
  }
}
