import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import { isStudyDatabase, openWritableConnection } from './connection.ts';
import { folderSizeBytes } from './folder-size.ts';
import { isCorruption } from './integrity.ts';
import { realFolder, studyFolderSuffix, studyLayout } from './layout.ts';
import { lockStudy } from './lock.ts';

/**
 * Removes a study's folder with all in it, for good. The study must be closed here.
 * @returns bytes freed
 * @throws AppError STUDY_NOT_FOUND when the folder is not surely a study's, STUDY_LOCKED when another Wandr has it open
 */
export async function deleteStudyFolder(studyFolder: string, nowUtcMs: number): Promise<number> {
  // Removing a link would leave all that it leads to.
  const folder = realFolder(studyFolder);
  if (!isSurelyStudy(folder)) {
    throw new AppError(
      'STUDY_NOT_FOUND',
      `${folder} is not a Wandr study, so it was not deleted.`,
      'Choose the folder of a study; other folders are deleted with the system’s file manager.',
    );
  }
  const freedBytes = await folderSizeBytes(folder);
  // Given back at once, because Windows deletes no file that is open.
  lockStudy(folder, nowUtcMs)[Symbol.dispose]();
  await rm(folder, { recursive: true, maxRetries: 3 });
  await rm(studyFolder, { force: true });
  return freedBytes;
}

/** A database made by Wandr, or a damaged one in a folder named as Wandr names its own. */
function isSurelyStudy(folder: string): boolean {
  const { database } = studyLayout(folder);
  if (!existsSync(database)) return false;
  if (statSync(database).size === 0) return folder.endsWith(studyFolderSuffix);
  try {
    const sqlite = openWritableConnection(database);
    try {
      return isStudyDatabase(sqlite);
    } finally {
      sqlite.close();
    }
  } catch (error) {
    if (isCorruption(error)) return folder.endsWith(studyFolderSuffix);
    throw error;
  }
}
