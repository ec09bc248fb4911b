/** The open study, which nearly every view needs. */
import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import { resetStudyData } from './changes.ts';
import { orpc } from './client.ts';
import { queryClient } from './query-client.ts';

/** The open study as the host knows it; `data` is null when none is open. */
export function useCurrentStudy() {
  return useQuery(orpc.studies.current.queryOptions());
}

export const StudyContext = createContext<StudySummary | null>(null);

/** The open study, inside a view that is shown only while one is open. */
export function useStudy(): StudySummary {
  const study = use(StudyContext);
  if (study === null) throw new Error('useStudy() outside of a view that needs a study.');
  return study;
}

/** Takes over a study that the host just opened, created or closed (null). */
export async function enterStudy(study: StudySummary | null): Promise<void> {
  queryClient.setQueryData(orpc.studies.current.queryKey(), study);
  await Promise.all([
    resetStudyData(queryClient),
    queryClient.invalidateQueries({ queryKey: orpc.studies.recent.key() }),
  ]);
}
