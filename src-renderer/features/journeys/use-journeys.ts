import { useQuery } from '@tanstack/react-query';
import type { Journey } from '#shared/contract/journeys.ts';
import { client, createStudyState, orpc } from '../../api/index.ts';

export interface JourneyFilter {
  readonly minStops: number;
  readonly cameraId: number | null;
}

export type JourneySort = 'start' | 'duration' | 'stops' | 'confidence';

interface JourneyFilterState extends JourneyFilter {
  readonly sort: JourneySort;
  setMinStops(minStops: number): void;
  setCamera(cameraId: number | null): void;
  setSort(sort: JourneySort): void;
  /** Lets all journeys pass; the order stays. */
  showAll(): void;
}

const anyJourney: JourneyFilter = { minStops: 1, cameraId: null };

export const useJourneyFilter = createStudyState<JourneyFilterState>((set) => ({
  ...anyJourney,
  sort: 'start',
  setMinStops: (minStops) => set({ minStops }),
  setCamera: (cameraId) => set({ cameraId }),
  setSort: (sort) => set({ sort }),
  showAll: () => set(anyJourney),
}));

export function hidesJourneys({ minStops, cameraId }: JourneyFilter): boolean {
  return minStops > anyJourney.minStops || cameraId !== null;
}

/** The largest page that the contract gives. */
const PAGE = 2000;

/** All journeys that pass the filter. */
export function useJourneys({ minStops, cameraId }: JourneyFilter) {
  return useQuery({
    // Under the procedure's own key, so that a change of journeys or of the plan refreshes it.
    queryKey: [...orpc.journeys.list.key(), { all: { minStops, cameraId } }],
    queryFn: ({ signal }) => fetchAll({ minStops, cameraId }, signal),
    placeholderData: (previous) => previous,
  });
}

async function fetchAll({ minStops, cameraId }: JourneyFilter, signal: AbortSignal): Promise<Journey[]> {
  const all: Journey[] = [];
  const filter = { minStops, ...(cameraId === null ? {} : { cameraId }) };
  for (;;) {
    const page = await client.journeys.list({ ...filter, offset: all.length, limit: PAGE }, { signal });
    all.push(...page.journeys);
    if (page.journeys.length === 0 || all.length >= page.total) return all;
  }
}
