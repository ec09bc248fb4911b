import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Journey } from '#shared/contract/journeys.ts';
import { orpc } from '../../api/index.ts';
import type { Walks } from './model/itinerary.ts';
import { hidesJourneys, useJourneyFilter, useJourneys } from './use-journeys.ts';
import { useWalks } from './use-walks.ts';

export interface ShownJourneys {
  /** Those that pass the filter. */
  readonly list: ReturnType<typeof useJourneys>;
  /** They and the selected one. */
  readonly shown: readonly Journey[];
  readonly walks: Walks;
  readonly isFiltered: boolean;
  /** Null when none is selected, or it is gone. */
  readonly selected: Journey | null;
  readonly isSelectedLoading: boolean;
  /** The list, or the selected one, is read anew. */
  readonly isFetching: boolean;
  /** The selected one is not in the list. */
  readonly isSelectedHidden: boolean;
  /** Why the selected one cannot be shown: linking may have numbered journeys anew since the link was made. */
  readonly selectedError: Error | null;
}

/** The journeys of the list, and the selected one besides: whoever followed a link to it set no filter for it. */
export function useShownJourneys(selectedId: number | null): ShownJourneys {
  const filter = useJourneyFilter();
  const isFiltered = hidesJourneys(filter);
  const list = useJourneys(filter);
  const inList = list.data?.find(({ id }) => id === selectedId) ?? null;
  const isAskedFor = selectedId !== null && list.data !== undefined && inList === null;
  const asked = useQuery(
    orpc.journeys.get.queryOptions({ input: { journeyId: selectedId ?? 1 }, enabled: isAskedFor }),
  );
  const unlisted = useMemo(
    () => (isAskedFor && asked.isSuccess ? [asked.data] : []),
    [isAskedFor, asked.isSuccess, asked.data],
  );
  const listedWalks = useWalks(list);
  const unlistedWalks = useWalks({ data: unlisted, dataUpdatedAt: asked.dataUpdatedAt });
  return {
    list,
    shown: useMemo(() => [...(list.data ?? []), ...unlisted], [list.data, unlisted]),
    walks: useMemo(() => new Map([...listedWalks, ...unlistedWalks]), [listedWalks, unlistedWalks]),
    isFiltered,
    selected: inList ?? unlisted[0] ?? null,
    isSelectedLoading: isAskedFor && asked.isPending,
    isFetching: list.isFetching || asked.isFetching,
    isSelectedHidden: isFiltered && unlisted.length > 0,
    selectedError: isAskedFor ? asked.error : null,
  };
}
