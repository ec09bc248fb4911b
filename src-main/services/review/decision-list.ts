import type { Decision } from '#shared/contract/review.ts';
import { readDecisions } from '../../store/read-decisions.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';

/** All that was ever decided, newest first, with what became of it. */
export function listDecisions(
  db: Pick<ReadonlyStudyDb, 'select'>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { total: number; decisions: Decision[] } {
  const { all } = readDecisions(db);
  const page = all.toReversed().slice(offset, offset + limit);
  return {
    total: all.length,
    decisions: page.map((row) => ({
      id: row.id,
      stepId: row.stepId,
      verdict: row.verdict,
      state: row.state,
      takenUtcMs: row.takenUtcMs,
      operator: row.operator,
      first: judged(row.firstTrackletId, row.firstKey),
      second: judged(row.secondTrackletId, row.secondKey),
    })),
  };
}

function judged(
  trackletId: number | null,
  { cameraName, startUtcMs, endUtcMs }: { cameraName: string; startUtcMs: number; endUtcMs: number },
) {
  return { trackletId, cameraName, startUtcMs, endUtcMs };
}
