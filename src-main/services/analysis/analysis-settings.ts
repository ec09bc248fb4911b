import { type AnalysisSettings, analysisSettingsSchema } from '#shared/contract/analysis.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import type { ReadonlyStudyDb, StudyTransaction } from '../../store/study-store.ts';

const KEY = 'analysis';

export const defaultAnalysisSettings: AnalysisSettings = Object.freeze({
  sampleFps: 6,
  chunkMs: 600_000,
  workers: 0,
});

/** What the study says, over the defaults. */
export function readAnalysisSettings(db: Pick<ReadonlyStudyDb, 'select'>): AnalysisSettings {
  return { ...defaultAnalysisSettings, ...readSetting(db, KEY, analysisSettingsSchema) };
}

export function writeAnalysisSettings(
  tx: Pick<StudyTransaction, 'insert'>,
  settings: AnalysisSettings,
): void {
  writeSetting(tx, KEY, settings);
}
