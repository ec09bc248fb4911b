import { useQuery } from '@tanstack/react-query';
import type { Journey, Walk } from '#shared/contract/journeys.ts';
import { client, orpc } from '../../api/index.ts';
import { noWalks, type Walks } from './model/itinerary.ts';

/** Journeys that are asked for at once. */
const BATCH = 500;

/**
 * Where the visitors of these journeys walked; nowhere until that has arrived, after the journeys themselves, which can
 * be shown before.
 */
export function useWalks(journeys: {
  readonly data: readonly Journey[] | undefined;
  readonly dataUpdatedAt: number;
}): Walks {
  const ids = journeys.data?.map(({ id }) => id) ?? [];
  const walks = useQuery({
    // Under the procedure's own key, as the journeys; another list of them is another time of update, or begins anew.
    queryKey: [
      ...orpc.journeys.walks.key(),
      { journeysOf: journeys.dataUpdatedAt, firstId: ids[0], count: ids.length },
    ],
    queryFn: ({ signal }) => fetchWalks(ids, signal),
    enabled: ids.length > 0,
    placeholderData: (previous) => previous,
  });
  return walks.data ?? noWalks;
}

async function fetchWalks(journeyIds: readonly number[], signal: AbortSignal): Promise<Walks> {
  const walks = new Map<number, Walk>();
  for (let from = 0; from < journeyIds.length; from += BATCH) {
    const page = await client.journeys.walks(
      { journeyIds: journeyIds.slice(from, from + BATCH) },
      { signal },
    );
    for (const walk of page.walks) walks.set(walk.trackletId, walk);
  }
  return walks;
}
