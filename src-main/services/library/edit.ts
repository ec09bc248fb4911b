import { basename } from 'node:path';
import { eq } from 'drizzle-orm';
import type { Evidence, RecordingEdit } from '#shared/contract/library.ts';
import { AppError, type ErrorInfo } from '#shared/errors.ts';
import { confidenceOf } from '../../core/naming/proposal/confidence.ts';
import { formatInZone } from '../../core/timeline/zone.ts';
import { recording } from '../../store/schema/index.ts';
import type { StudyTransaction } from '../../store/study-store.ts';
import { cameraNamed } from './cameras.ts';
import { noteOverlaps } from './overlaps.ts';
import type { RecordingRow } from './recording-jobs.ts';
import { requireRecordings } from './require-recordings.ts';

type Edit = { readonly [K in keyof RecordingEdit]: RecordingEdit[K] | undefined } & Pick<RecordingEdit, 'id'>;

/** What edits made necessary. */
export interface EditOutcome {
  /** Accepted before, not any more: what was found in them goes. */
  readonly withdrawnIds: readonly number[];
  /** Accepted, and now elsewhere in time or of another camera: journeys change. */
  readonly movedIds: readonly number[];
}

/** Errors: NOT_FOUND; INVALID_INPUT for a file that holds no readable video. */
export function editRecordings(tx: StudyTransaction, edits: readonly Edit[], timeZone: string): EditOutcome {
  const rows = new Map(
    requireRecordings(
      tx,
      edits.map(({ id }) => id),
    ).map((row) => [row.id, row]),
  );
  const withdrawnIds: number[] = [];
  const movedIds: number[] = [];
  for (const edit of edits) {
    const row = rows.get(edit.id)!;
    const after = edited(tx, row, edit, timeZone);
    tx.update(recording).set(after).where(eq(recording.id, row.id)).run();
    rows.set(row.id, { ...row, ...after });
    if (row.status === 'accepted' && after.status !== 'accepted') withdrawnIds.push(row.id);
    else if (
      row.status === 'accepted' &&
      (after.startUtcMs !== row.startUtcMs || after.cameraId !== row.cameraId)
    )
      movedIds.push(row.id);
  }
  noteOverlaps(tx, movedIds);
  return { withdrawnIds, movedIds };
}

function edited(tx: StudyTransaction, row: RecordingRow, edit: Edit, timeZone: string) {
  if (row.status === 'unreadable') {
    throw new AppError(
      'INVALID_INPUT',
      `${basename(row.path)} cannot be read, so there is nothing to correct.${row.problem ? ` ${row.problem.message}` : ''}`,
      row.problem?.hint ?? 'Leave it out.',
    );
  }
  const isMoved = edit.cameraName !== undefined || edit.startUtcMs !== undefined;
  // What neighbours said, they said of another place in time.
  let evidence: readonly Evidence[] = isMoved
    ? row.evidence.filter(({ source }) => source !== 'tiling')
    : row.evidence;
  if (edit.cameraName !== undefined) {
    evidence = withOperator(evidence, 'camera', `The operator says that ${edit.cameraName} recorded it.`);
  }
  if (edit.startUtcMs !== undefined) {
    const shown = formatInZone(edit.startUtcMs, timeZone);
    evidence = withOperator(
      evidence,
      'start',
      `The operator says that it starts at ${shown} in ${timeZone}.`,
    );
  }
  if (edit.status !== undefined) {
    evidence = withOperator(
      evidence,
      'stream',
      `The operator ${edit.status === 'excluded' ? 'left it out' : 'took it in'}.`,
    );
  }
  const status = edit.status ?? row.status;
  return {
    status,
    // Taking a file in overrules why it was left out.
    ...(edit.status !== undefined && { problem: ownProblem(row), duplicateOfId: null }),
    proposedCameraName: edit.cameraName ?? row.proposedCameraName,
    cameraId: status === 'accepted' ? cameraAfter(tx, row, edit) : null,
    startUtcMs: edit.startUtcMs ?? row.startUtcMs,
    evidence: [...evidence],
    confidence: confidenceOf(evidence).both,
  };
}

/** Of an accepted recording. Its camera may have another name by now than was proposed, and stays unless one is given. */
function cameraAfter(tx: StudyTransaction, { cameraId }: RecordingRow, { cameraName }: Edit): number | null {
  return cameraName === undefined ? cameraId : cameraNamed(tx, cameraName);
}

/** What is wrong with the file itself, apart from its being a copy. */
function ownProblem(row: RecordingRow): ErrorInfo | null {
  return row.problem?.code === 'CONFLICT' ? null : row.problem;
}

/** The operator's last word on a subject replaces the one before. */
function withOperator(evidence: readonly Evidence[], says: Evidence['says'], text: string): Evidence[] {
  const others = evidence.filter((entry) => entry.source !== 'operator' || entry.says !== says);
  return [...others, { source: 'operator', grammar: null, says, text, confidence: 1 }];
}
