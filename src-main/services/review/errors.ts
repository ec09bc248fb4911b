import type { Verdict } from '#shared/contract/review.ts';
import { AppError } from '#shared/errors.ts';
import { formatInZone } from '../../core/timeline/zone.ts';
import type { AppliedDecision, StoredDecisions } from '../../store/read-decisions.ts';

/** Names the decisions that a new one contradicts, and what to do about it. */
export function conflictError(
  verdict: Verdict,
  { all }: Pick<StoredDecisions, 'all'>,
  against: readonly AppliedDecision[],
  timeZone: string,
): AppError {
  const inOrder = against.toSorted((a, b) => a.id - b.id);
  const said = inOrder.map(({ id, stepId, firstKey, secondKey, verdict: earlier }) => {
    const takenUtcMs = all.find((row) => row.id === id)!.takenUtcMs;
    const people = earlier === 'same' ? 'one visitor' : 'two visitors';
    const seen = [firstKey, secondKey]
      .map((key) => `${key.cameraName} ${formatInZone(key.startUtcMs, timeZone).slice(11)}`)
      .join(' and ');
    return `decision ${stepId} (${formatInZone(takenUtcMs, timeZone)}) says that ${seen} are ${people}`;
  });
  const wish = verdict === 'same' ? 'one visitor' : 'two visitors';
  const steps = [...new Set(inOrder.map(({ stepId }) => stepId))].join(' or ');
  return new AppError(
    'CONFLICT',
    `They cannot be ${wish}: ${said.join(', and ')}.`,
    `If that was a mistake, undo decision ${steps} first.`,
  );
}

export function undoneError(stepId: number): AppError {
  return new AppError('CONFLICT', `Decision ${stepId} is undone already.`, 'Nothing is left to do.');
}
