import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { SearchExample, SearchFilter } from '#shared/contract/search.ts';
import { client, orpc } from '../../../api/index.ts';

const PAGE = 60;

/** The answers so far; the next page is fetched when it is asked for. Nothing runs while `by` is null. */
export function useSearch(by: SearchExample | null, filter: SearchFilter) {
  return useInfiniteQuery({
    // Under the procedure's own key, so that new tracklets and journeys refresh it.
    queryKey: [...orpc.search.find.key(), { by, filter }],
    queryFn: ({ pageParam, signal }) =>
      client.search.find({ by: by!, filter, offset: pageParam, limit: PAGE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, _pages, offset) => (offset + PAGE < last.total ? offset + PAGE : undefined),
    enabled: by !== null,
    placeholderData: keepPreviousData,
  });
}
