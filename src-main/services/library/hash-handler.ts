import { basename } from 'node:path';
import { eq } from 'drizzle-orm';
import { AppError } from '#shared/errors.ts';
import type { JobHandler, JobOutcome } from '../../jobs/types.ts';
import { recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { ResultOf, TaskOf } from '../../workers/tasks.ts';
import { checkSource } from '../analysis/source-check.ts';
import type { ServiceContext } from '../session/session.ts';
import {
  type RecordingPayload,
  type RecordingRow,
  recordingGone,
  recordingPayloadSchema,
} from './recording-jobs.ts';
import { isCopy } from './store-scanned-file.ts';

/** Hashes a whole source file, and settles with it whether suspected duplicates are. */
export class HashHandler implements JobHandler<'hash', RecordingPayload> {
  readonly type = 'hash';
  readonly payload = recordingPayloadSchema;
  readonly topics = ['recordings'] as const;
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Errors: NOT_FOUND, FILE_MISSING, FILE_CHANGED, PERMISSION_DENIED. */
  task({ recordingId }: RecordingPayload): TaskOf<'hash'> {
    const { db } = this.#context.session().store;
    const row = db.select().from(recording).where(eq(recording.id, recordingId)).get();
    if (!row) throw recordingGone(recordingId);
    checkSource(row);
    return { kind: 'hash', path: row.path };
  }

  /** Errors: FILE_CHANGED, when the file grew or shrank while it was read. */
  commit(tx: StudyTransaction, { recordingId }: RecordingPayload, result: ResultOf<'hash'>): JobOutcome {
    const row = tx.select().from(recording).where(eq(recording.id, recordingId)).get();
    if (!row) return { summary: 'The recording was taken out of the study meanwhile.' };
    if (row.sizeBytes !== result.sizeBytes) {
      throw new AppError(
        'FILE_CHANGED',
        `${basename(row.path)} changed while it was read.`,
        'Wait until the recorder has finished writing it, then scan its folder again.',
      );
    }
    tx.update(recording).set({ sha256: result.sha256 }).where(eq(recording.id, recordingId)).run();
    const hashed = { ...row, sha256: result.sha256 };
    settle(tx, hashed);
    for (const copy of tx.select().from(recording).where(eq(recording.duplicateOfId, recordingId)).all()) {
      settlePair(tx, copy, hashed);
    }
    return { summary: `SHA-256 ${result.sha256}.` };
  }
}

function settle(tx: StudyTransaction, row: RecordingRow): void {
  if (row.duplicateOfId === null) return;
  const original = tx.select().from(recording).where(eq(recording.id, row.duplicateOfId)).get();
  if (original) settlePair(tx, row, original);
}

/** Once both hashes are known, a suspect is a duplicate or a proposal like any other. */
function settlePair(tx: StudyTransaction, copy: RecordingRow, original: RecordingRow): void {
  if (copy.status !== 'duplicate' || copy.sha256 === null || original.sha256 === null) return;
  const changes =
    copy.sha256 === original.sha256
      ? { problem: isCopy(original) }
      : { status: 'proposed' as const, problem: null, duplicateOfId: null };
  tx.update(recording).set(changes).where(eq(recording.id, copy.id)).run();
}
