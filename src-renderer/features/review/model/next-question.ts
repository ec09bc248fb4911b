import type { ReviewQuestion } from '#shared/contract/review.ts';

/**
 * Which question comes next: the first of the queue that was not skipped and is not the one being left; null when none
 * is. The queue may still hold a question that was answered a moment ago.
 */
export function nextQuestion(
  questions: readonly ReviewQuestion[],
  skipped: ReadonlySet<number>,
  leavingId: number | null,
): number | null {
  const next = questions.find(
    ({ fromTrackletId }) => fromTrackletId !== leavingId && !skipped.has(fromTrackletId),
  );
  return next?.fromTrackletId ?? null;
}
