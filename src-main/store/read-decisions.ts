import { asc, eq, gt } from 'drizzle-orm';
import { playSteps, type StepLog } from '../core/review/step-log.ts';
import { Verdicts } from '../core/review/verdicts.ts';
import { decision, reviewStep } from './schema/index.ts';
import type { ReadonlyStudyDb } from './study-store.ts';

type Row = typeof decision.$inferSelect;

/** A decision of a step that holds, on two tracklets that exist and that no earlier one speaks about otherwise. */
export interface AppliedDecision extends Row {
  readonly firstId: number;
  readonly secondId: number;
}

export interface StoredDecision extends Row {
  readonly state: 'applied' | 'undone' | 'unattached' | 'contradicted';
  readonly takenUtcMs: number;
  readonly operator: string | null;
}

export interface StoredDecisions {
  /** In order of id. */
  readonly all: readonly StoredDecision[];
  readonly applied: Verdicts<AppliedDecision>;
  readonly appliedList: readonly AppliedDecision[];
  readonly log: StepLog;
  /** 0 before the first. */
  readonly lastStepId: number;
}

/** What people decided, and what of it counts now. Of two decisions that contradict each other the earlier counts. */
export function readDecisions(db: Pick<ReadonlyStudyDb, 'select'>): StoredDecisions {
  const steps = db.select().from(reviewStep).orderBy(asc(reviewStep.id)).all();
  const log = playSteps(steps);
  const rows = db
    .select()
    .from(decision)
    .innerJoin(reviewStep, eq(reviewStep.id, decision.stepId))
    .orderBy(asc(decision.id))
    .all();
  const applied = new Verdicts<AppliedDecision>();
  const appliedList: AppliedDecision[] = [];
  const all = rows.map(({ decision: row, review_step: { takenUtcMs, operator } }): StoredDecision => {
    const stored = { ...row, takenUtcMs, operator };
    const { firstTrackletId: firstId, secondTrackletId: secondId } = row;
    if (!log.standing.has(row.stepId)) return { ...stored, state: 'undone' };
    if (firstId === null || secondId === null || firstId === secondId)
      return { ...stored, state: 'unattached' };
    const pair = { ...row, firstId, secondId };
    if (applied.against(pair)) return { ...stored, state: 'contradicted' };
    applied.add(pair);
    appliedList.push(pair);
    return { ...stored, state: 'applied' };
  });
  return { all, applied, appliedList, log, lastStepId: steps.at(-1)?.id ?? 0 };
}

/** Tracklets that later steps than one are about, whether these decide, undo or decide again. */
export function readTrackletsDecidedSince(db: Pick<ReadonlyStudyDb, 'select'>, stepId: number): number[] {
  const steps = db.select().from(reviewStep).where(gt(reviewStep.id, stepId)).all();
  const decided = new Set(steps.map(({ id, targetId }) => targetId ?? id));
  return readDecisions(db)
    .all.filter((row) => decided.has(row.stepId))
    .flatMap((row) => [row.firstTrackletId ?? [], row.secondTrackletId ?? []].flat());
}
