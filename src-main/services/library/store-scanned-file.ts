import { basename } from 'node:path';
import { and, asc, eq, lt, ne, notInArray } from 'drizzle-orm';
import type { ErrorInfo } from '#shared/errors.ts';
import { recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import type { ScannedFile } from '../../workers/tasks.ts';
import { nextRecordingId } from './recording-ids.ts';
import type { RecordingRow } from './recording-jobs.ts';
import { promoteDuplicates } from './remove.ts';

/**
 * Stores what a scan found in one file, by its path: scanning again changes proposals, never what the operator
 * decided. Returns the two recordings to compare when the file may be a copy of another.
 */
export function storeScannedFile(
  tx: StudyTransaction,
  file: ScannedFile,
  nowUtcMs: number,
): readonly Pick<RecordingRow, 'id' | 'path'>[] {
  const before = tx.select().from(recording).where(eq(recording.path, file.path)).get();
  if (before && isDecided(before)) {
    noteWhetherChanged(tx, before, file);
    return [];
  }
  // What was a copy of it is now the only file with that content.
  if (before && holdsOtherContent(before, file)) promoteDuplicates(tx, before.id);
  const sha256 = before && isSameFile(before, file) ? before.sha256 : null;
  const original = file.probe ? findOriginal(tx, file, before, sha256) : undefined;
  const values = {
    sizeBytes: file.sizeBytes,
    modifiedUtcMs: file.modifiedUtcMs,
    fingerprint: file.fingerprint,
    sha256,
    ...verdict(file, original),
    proposedCameraName: file.cameraName,
    startUtcMs: file.startUtcMs,
    durationMs: file.probe ? Math.round(file.probe.durationMs) : null,
    evidence: file.evidence,
    confidence: file.confidence,
    probe: file.probe,
  };
  const { id } = tx
    .insert(recording)
    .values({ id: nextRecordingId(tx), path: file.path, addedUtcMs: nowUtcMs, ...values })
    .onConflictDoUpdate({ target: recording.path, set: values })
    .returning({ id: recording.id })
    .get();
  if (!original) return [];
  return [original, { id, path: file.path, sha256 }].filter((row) => row.sha256 === null);
}

/** What was decided is of the file that was there; whether that is there still, each scan finds out. */
function noteWhetherChanged(tx: StudyTransaction, before: RecordingRow, file: ScannedFile): void {
  if (before.status !== 'accepted' && before.status !== 'proposed') return;
  const isChanged = !isSameFile(before, file);
  const isBack = !isChanged && file.probe !== null && before.problem?.code === 'FILE_CHANGED';
  if (!isChanged && !isBack) return;
  tx.update(recording)
    .set({ problem: isChanged ? changedSinceImport(file) : file.problem })
    .where(eq(recording.id, before.id))
    .run();
}

/** The operator accepted, excluded or corrected it. */
function isDecided(row: RecordingRow): boolean {
  return row.status === 'accepted' || row.evidence.some(({ source }) => source === 'operator');
}

function isSameFile(row: RecordingRow, file: ScannedFile): boolean {
  return row.sizeBytes === file.sizeBytes && row.modifiedUtcMs === file.modifiedUtcMs;
}

/** A fingerprint that could not be taken, as of a disk that was unplugged, says nothing. */
function holdsOtherContent(row: RecordingRow, file: ScannedFile): boolean {
  return (
    file.fingerprint !== '' && (row.fingerprint !== file.fingerprint || row.sizeBytes !== file.sizeBytes)
  );
}

/** The earliest recording with the same size and edges that is not known to differ. */
function findOriginal(
  tx: StudyTransaction,
  file: ScannedFile,
  before: RecordingRow | undefined,
  sha256: string | null,
): RecordingRow | undefined {
  return tx
    .select()
    .from(recording)
    .where(
      and(
        eq(recording.fingerprint, file.fingerprint),
        eq(recording.sizeBytes, file.sizeBytes),
        ne(recording.path, file.path),
        notInArray(recording.status, ['unreadable', 'duplicate']),
        before && lt(recording.id, before.id),
      ),
    )
    .orderBy(asc(recording.id))
    .all()
    .find((other) => sha256 === null || other.sha256 === null || other.sha256 === sha256);
}

function verdict(
  file: ScannedFile,
  original: RecordingRow | undefined,
): Pick<RecordingRow, 'status' | 'problem' | 'duplicateOfId'> {
  if (!file.probe) return { status: 'unreadable', problem: file.problem, duplicateOfId: null };
  if (original) return { status: 'duplicate', problem: looksLikeCopy(original), duplicateOfId: original.id };
  if (file.subStreamOfPath !== null) {
    return { status: 'excluded', problem: isSubStream(file.subStreamOfPath), duplicateOfId: null };
  }
  return { status: 'proposed', problem: file.problem, duplicateOfId: null };
}

function looksLikeCopy(original: RecordingRow): ErrorInfo {
  return {
    code: 'CONFLICT',
    message: `It looks like a copy of ${basename(original.path)}; their contents are being compared.`,
    hint: 'Wait for the comparison: a copy is not analysed twice, and a different file comes back as a proposal.',
  };
}

export function isCopy(original: Pick<RecordingRow, 'path'>): ErrorInfo {
  return {
    code: 'CONFLICT',
    message: `It has the same content as ${basename(original.path)}, byte for byte.`,
    hint: 'Nothing needs to be done: footage is never analysed twice.',
  };
}

function isSubStream(mainPath: string): ErrorInfo {
  return {
    code: 'CONFLICT',
    message: `It is the sub stream of ${basename(mainPath)}: the same scene at a lower resolution.`,
    hint: 'Include it only if the main stream is damaged.',
  };
}

function changedSinceImport(file: ScannedFile): ErrorInfo {
  return {
    code: 'FILE_CHANGED',
    message: `${basename(file.path)} is not the file that was imported: its size or date changed.`,
    hint: 'Take it out of the study and scan its folder again.',
  };
}
