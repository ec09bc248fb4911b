/** What a person did, in order: decided, or took a step back or again. */
export interface LoggedStep {
  readonly id: number;
  readonly kind: 'decide' | 'undo' | 'redo';
  /** The step of kind *decide* that an undo or redo is about. */
  readonly targetId: number | null;
}

export interface StepLog {
  /** Steps of kind *decide* that hold. */
  readonly standing: ReadonlySet<number>;
  /** What undo takes back; null when nothing holds. */
  readonly undoId: number | null;
  /** What redo takes again; null when nothing was undone since the last decision. */
  readonly redoId: number | null;
}

/** Plays a log from its beginning. Throws RangeError when a step takes back what does not hold, or the reverse. */
export function playSteps(steps: readonly LoggedStep[]): StepLog {
  const standing = new Set<number>();
  const decided = new Set<number>();
  let undone: number[] = [];
  for (const { id, kind, targetId } of steps) {
    if (kind === 'decide') {
      decided.add(id);
      standing.add(id);
      undone = [];
      continue;
    }
    if (targetId === null || !decided.has(targetId)) throw new RangeError(`step ${id} is about no decision`);
    if (standing.has(targetId) !== (kind === 'undo')) throw new RangeError(`step ${id} changes nothing`);
    if (kind === 'undo') {
      standing.delete(targetId);
      undone.push(targetId);
    } else {
      standing.add(targetId);
      undone = undone.filter((other) => other !== targetId);
    }
  }
  const undoId = standing.size === 0 ? null : Math.max(...standing);
  return { standing, undoId, redoId: undone.at(-1) ?? null };
}
