import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { JobHandler, JobOutcome } from '../../jobs/types.ts';
import { recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { ResultOf, TaskOf, WorkerPartial } from '../../workers/tasks.ts';
import type { ServiceContext } from '../session/session.ts';
import { knownFiles } from './known-files.ts';
import { hashJob } from './recording-jobs.ts';
import { storeScannedFile } from './store-scanned-file.ts';

const scanPayloadSchema = z.object({ folder: z.string() });
type ScanPayload = z.infer<typeof scanPayloadSchema>;

/** Scans a folder; files appear in the study while it runs, and stay when it is cancelled. */
export class ScanHandler implements JobHandler<'scan', ScanPayload> {
  readonly type = 'scan';
  readonly payload = scanPayloadSchema;
  readonly topics = ['recordings'] as const;
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  task({ folder }: ScanPayload): TaskOf<'scan'> {
    const { store } = this.#context.session();
    return { kind: 'scan', folder, timeZone: store.timeZone, known: knownFiles(store.db) };
  }

  partial(tx: StudyTransaction, _payload: ScanPayload, { files, isRevision }: WorkerPartial): void {
    // A scan takes hours, in which the operator may have taken out what it found first.
    const wanted = isRevision ? files.filter(({ path }) => isInStudy(tx, path)) : files;
    const suspects = wanted.flatMap((file) => storeScannedFile(tx, file, this.#context.now()));
    if (suspects.length === 0) return;
    this.#context.session().queue.enqueue(
      suspects.map((row) => hashJob(row, 'suspect')),
      tx,
    );
  }

  commit(_tx: StudyTransaction, _payload: ScanPayload, result: ResultOf<'scan'>): JobOutcome {
    const { filesSeen, videos, unreadable, alreadyKnown, unreadableFolders } = result;
    const parts = [`${videos} new videos in ${filesSeen} files`];
    if (alreadyKnown > 0) parts.push(`${alreadyKnown} already in the study`);
    if (unreadable > 0) parts.push(`${unreadable} could not be read`);
    if (unreadableFolders.length > 0) {
      const [first] = unreadableFolders;
      parts.push(
        `${unreadableFolders.length} folders could not be opened, the first is ${first!.path} (${first!.reason})`,
      );
    }
    return { summary: `${parts.join('; ')}.` };
  }
}

function isInStudy(tx: StudyTransaction, path: string): boolean {
  return tx.select({ id: recording.id }).from(recording).where(eq(recording.path, path)).get() !== undefined;
}
