import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { setting } from './schema/index.ts';
import type { ReadonlyStudyDb, StudyTransaction } from './study-store.ts';

/**
 * The value of one setting, or undefined when it was never written.
 * @throws ZodError when what is stored does not fit `schema`.
 */
export function readSetting<T>(
  db: Pick<ReadonlyStudyDb, 'select'>,
  key: string,
  schema: z.ZodType<T>,
): T | undefined {
  const row = db.select({ value: setting.value }).from(setting).where(eq(setting.key, key)).get();
  return row === undefined ? undefined : schema.parse(row.value);
}

export function writeSetting(tx: Pick<StudyTransaction, 'insert'>, key: string, value: unknown): void {
  tx.insert(setting).values({ key, value }).onConflictDoUpdate({ target: setting.key, set: { value } }).run();
}
