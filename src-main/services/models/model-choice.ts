import { type ModelChoice, modelChoiceSchema } from '#shared/contract/models.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import type { ReadonlyStudyDb, StudyTransaction } from '../../store/study-store.ts';

const KEY = 'models';

/** The shipped models, on the CPU. */
export const defaultModelChoice: ModelChoice = Object.freeze({
  detector: null,
  outfit: null,
  parser: null,
  provider: 'cpu',
});

export function readModelChoice(db: Pick<ReadonlyStudyDb, 'select'>): ModelChoice {
  return readSetting(db, KEY, modelChoiceSchema) ?? defaultModelChoice;
}

export function writeModelChoice(tx: Pick<StudyTransaction, 'insert'>, choice: ModelChoice): void {
  writeSetting(tx, KEY, choice);
}
