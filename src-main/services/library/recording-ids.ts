import { max } from 'drizzle-orm';
import { z } from 'zod';
import { recording } from '../../store/schema/index.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';
import type { StudyTransaction } from '../../store/study-store.ts';

const lastIdKey = 'library.lastRecordingId';

/**
 * One more than any id that the study gave. SQLite gives the highest anew once its row is gone; then a list, a link or a
 * job from before would mean another recording, and the ids of its tracklets, which are made of it, other people.
 */
export function nextRecordingId(tx: StudyTransaction): number {
  const highest = tx
    .select({ id: max(recording.id) })
    .from(recording)
    .get()?.id;
  return Math.max(highest ?? 0, readSetting(tx, lastIdKey, z.number().int()) ?? 0) + 1;
}

/** To be called before recordings are deleted. */
export function rememberRecordingIds(tx: StudyTransaction): void {
  writeSetting(tx, lastIdKey, nextRecordingId(tx) - 1);
}
