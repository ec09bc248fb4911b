import { inArray } from 'drizzle-orm';
import { recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { type RecordingRow, recordingGone } from './recording-jobs.ts';

/** SQLite takes at most 32 766 parameters in a statement. */
const IDS_PER_QUERY = 10_000;

/** The rows of `ids`, each once. Errors: NOT_FOUND. */
export function requireRecordings(tx: StudyTransaction, ids: readonly number[]): RecordingRow[] {
  const wanted = [...new Set(ids)];
  const rows: RecordingRow[] = [];
  for (let from = 0; from < wanted.length; from += IDS_PER_QUERY) {
    rows.push(
      ...tx
        .select()
        .from(recording)
        .where(inArray(recording.id, wanted.slice(from, from + IDS_PER_QUERY)))
        .all(),
    );
  }
  if (rows.length < wanted.length) {
    const found = new Set(rows.map(({ id }) => id));
    throw recordingGone(wanted.find((id) => !found.has(id))!);
  }
  return rows;
}
