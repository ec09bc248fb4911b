import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { timeZoneSchema } from '#shared/units.ts';
import type { App } from '../../app/create-app.ts';
import { usageError } from './failure.ts';
import type { Terminal } from './terminal.ts';

const studyExtension = '.wandr';

/** `mall`, `mall.wandr` and `mall.wandr/` name the same study. */
export function studyPath(given: string): string {
  const path = resolve(given);
  return path.endsWith(studyExtension) ? path : `${path}${studyExtension}`;
}

/** Errors: STUDY_NOT_FOUND, STUDY_LOCKED, STUDY_READ_ONLY, STUDY_CORRUPT, STUDY_TOO_NEW. */
export async function openStudy(app: App, given: string): Promise<void> {
  await app.services.studies.open({ path: studyPath(given) });
}

/** Makes the study when it does not exist yet. Errors: as of `openStudy`, and INVALID_INPUT for the time zone. */
export async function openOrCreateStudy(
  app: App,
  given: string,
  timeZone: string,
  terminal: Terminal,
): Promise<void> {
  const path = studyPath(given);
  if (existsSync(path)) return openStudy(app, path);
  const zone = timeZoneSchema.safeParse(timeZone);
  if (!zone.success) throw usageError(`There is no time zone “${timeZone}”.`, 'An example: Europe/Berlin.');
  mkdirSync(dirname(path), { recursive: true });
  const name = basename(path, studyExtension);
  await app.services.studies.create({ folder: dirname(path), name, timeZone: zone.data });
  terminal.tell(`Made the study ${path} (time zone ${zone.data}).`);
}
