import { useEffect, useRef } from 'react';
import type { Journey } from '#shared/contract/journeys.ts';
import { navigate } from '../../lib/router.ts';
import type { ShownJourneys } from './use-shown-journeys.ts';

/**
 * Stays with the selected visitor when linking or a decision numbers journeys anew: theirs may have another number then, and
 * its number may be somebody else's. Lets go of them rather than show that one.
 */
export function useFollowVisitor(
  selectedId: number | null,
  { selected, list, isFetching }: Pick<ShownJourneys, 'selected' | 'list' | 'isFetching'>,
): void {
  const journeys = list.data;
  const held = useRef<{ readonly journeyId: number; readonly trackletIds: ReadonlySet<number> }>(null);
  useEffect(() => {
    // Another selection is another visitor.
    if (held.current?.journeyId !== selectedId) held.current = null;
    // What is being replaced may have been read before the selection was made.
    if (isFetching) return;
    const known = held.current;
    const isTheirs = ({ stops }: Journey) =>
      known === null || stops.some(({ trackletId }) => known.trackletIds.has(trackletId));
    if (selected !== null && isTheirs(selected)) {
      const trackletIds = new Set(selected.stops.map(({ trackletId }) => trackletId));
      held.current = { journeyId: selected.id, trackletIds };
      return;
    }
    if (known === null) return;
    const theirs = journeys?.find(isTheirs);
    // Without either, the view says that the journey is gone, or asks for it still.
    if (theirs || selected) navigate('journeys', { journey: theirs?.id ?? null }, { replace: true });
  }, [selectedId, selected, journeys, isFetching]);
}
