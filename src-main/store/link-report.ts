import { type LinkReport, linkReportSchema } from '#shared/contract/journeys.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { ReadonlyStudyDb, StudyTransaction } from './study-store.ts';

const KEY = 'linking.report';

/** What the last linking found out besides the journeys; undefined before the first. */
export function readLinkReport(db: Pick<ReadonlyStudyDb, 'select'>): LinkReport | undefined {
  return readSetting(db, KEY, linkReportSchema);
}

export function writeLinkReport(tx: Pick<StudyTransaction, 'insert'>, report: LinkReport): void {
  writeSetting(tx, KEY, report);
}

/** After a clock was corrected by hand, what was found out about it no longer holds. */
export function forgetClockFinding(tx: Pick<StudyTransaction, 'select' | 'insert'>, cameraId: number): void {
  const report = readLinkReport(tx);
  if (!report) return;
  writeLinkReport(tx, { ...report, clocks: report.clocks.filter((clock) => clock.cameraId !== cameraId) });
}
