import { openReadOnly } from '../../store/open-study.ts';
import { SearchIndex } from '../search/search-index.ts';
import { searchStudy } from '../search/search-study.ts';
import type { TaskRunner } from '../tasks.ts';

/** Of the study searched last: whoever searches once searches again. It goes with the process. */
let kept: SearchIndex | null = null;

/** Searches a study's tracklets. Errors: NOT_FOUND, INVALID_INPUT. */
export const search: TaskRunner<'search'> = async (task, { signal }) => {
  using study = openReadOnly(task.databasePath);
  // Rows are told apart by their places only, so that all parts of a recording must be read of one state of it.
  using _snapshot = study.snapshot();
  if (kept?.databasePath !== task.databasePath) kept = new SearchIndex(task.databasePath);
  return await searchStudy(task, study.db, kept, signal);
};
