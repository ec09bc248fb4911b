import { z } from 'zod';
import { timeZoneSchema, utcMsSchema } from '#shared/units.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { ReadonlyStudyDb, StudyTransaction } from './study-store.ts';

/** What a study says about itself. */
export interface StudyFacts {
  readonly name: string;
  readonly timeZone: string;
  readonly createdUtcMs: number;
}

const factsKey = 'study';
const factsSchema = z.object({ name: z.string(), timeZone: timeZoneSchema, createdUtcMs: utcMsSchema });

export function readStudyFacts(db: Pick<ReadonlyStudyDb, 'select'>): StudyFacts {
  const facts = readSetting(db, factsKey, factsSchema);
  if (facts === undefined) throw new Error(`The setting "${factsKey}" is missing.`);
  return facts;
}

export function writeStudyFacts(tx: Pick<StudyTransaction, 'insert'>, facts: StudyFacts): void {
  writeSetting(tx, factsKey, factsSchema.parse(facts));
}
