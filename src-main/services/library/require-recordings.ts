import { inArray } from 'drizzle-orm';
import { idBatches } from '../../store/id-batches.ts';
import { recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { type RecordingRow, recordingGone } from './recording-jobs.ts';

/** The rows of `ids`, each once. Errors: NOT_FOUND. */
export function requireRecordings(tx: StudyTransaction, ids: readonly number[]): RecordingRow[] {
  const wanted = new Set(ids);
  const rows = [...idBatches(wanted)].flatMap((batch) =>
    tx.select().from(recording).where(inArray(recording.id, batch)).all(),
  );
  if (rows.length < wanted.size) {
    const found = new Set(rows.map(({ id }) => id));
    throw recordingGone([...wanted].find((id) => !found.has(id))!);
  }
  return rows;
}
