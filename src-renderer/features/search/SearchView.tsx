/** The Search view: people by what they wear, or by an example. What is searched is in the address (`search-place`). */
import { Filter, Search, UserRoundX } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import type { SearchAnswer, SearchHit } from '#shared/contract/search.ts';
import { useStudy } from '../../api/index.ts';
import { formatCount, formatPlural } from '../../lib/format.ts';
import { hrefOf, navigate, useRoute } from '../../lib/router.ts';
import { Button, EmptyState, ErrorNotice, Spinner, ViewHeader } from '../../ui/index.ts';
import { SearchPanel } from './query/SearchPanel.tsx';
import {
  exampleOf,
  isFiltered,
  readSearchPlace,
  type SearchPlace,
  searchParams,
} from './query/search-place.ts';
import { HitDetail } from './results/HitDetail.tsx';
import { ResultGrid } from './results/ResultGrid.tsx';
import { useSearch } from './results/use-search.ts';

export function SearchView() {
  const place = readSearchPlace(useRoute().params);
  const by = exampleOf(place);
  const search = useSearch(by, place.filter);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = search;
  const [selectedId, setSelectedId] = useState<number | null>(null);
  const change = (changes: Partial<SearchPlace>) => {
    const next = { ...place, ...changes };
    // Choosing colours is one visit of the page; another example is another place to come back to.
    const isSameExample = next.trackletId === place.trackletId && next.pictureId === place.pictureId;
    navigate('search', searchParams(next), { replace: isSameExample });
  };
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const first = by === null ? undefined : search.data?.pages[0];
  const hits = by === null ? [] : (search.data?.pages.flatMap((page) => page.hits) ?? []);
  const selected = hits.find((hit) => hit.tracklet.id === selectedId);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ViewHeader title="Search" description={first ? answerLine(first) : 'People who look alike'} />
      <div className="flex min-h-0 flex-1">
        <div className="flex w-80 shrink-0 flex-col border-r border-line">
          <SearchPanel place={place} onChange={change} />
        </div>
        <div className="flex min-h-0 min-w-0 flex-1 flex-col" aria-busy={search.isFetching}>
          <Results
            place={place}
            answer={first}
            hits={hits}
            error={by !== null && search.isError ? search.error : null}
            isLoading={by !== null && search.isPending}
            onClearFilter={() => change({ filter: {} })}
          >
            <ResultGrid
              hits={hits}
              selectedId={selectedId}
              onSelect={(hit) => setSelectedId(hit.tracklet.id)}
              onOpen={({ tracklet }) =>
                navigate('player', { recording: tracklet.recordingId, tracklet: tracklet.id })
              }
              onEnd={onEnd}
            />
          </Results>
        </div>
        {selected && first && <HitDetail hit={selected} searched={first.searched} />}
      </div>
    </div>
  );
}

interface ResultsProps {
  place: SearchPlace;
  answer: SearchAnswer | undefined;
  hits: readonly SearchHit[];
  error: unknown;
  isLoading: boolean;
  onClearFilter(): void;
  /** Shown when there is something to show. */
  children: ReactNode;
}

function Results({ place, answer, hits, error, isLoading, onClearFilter, children }: ResultsProps) {
  const { counts } = useStudy();
  if (counts.tracklets === 0) {
    return (
      <EmptyState icon={<Search />} title="Nobody to search yet">
        People can be searched once footage is analysed. Start the{' '}
        <a href={hrefOf('analysis')} className="font-medium text-accent-ink underline underline-offset-2">
          analysis
        </a>
        .
      </EmptyState>
    );
  }
  if (error !== null) return <ErrorNotice error={error} className="m-4" />;
  if (isLoading) return <Spinner label="Searching…" className="m-4" />;
  if (!answer) {
    return (
      <EmptyState icon={<Search />} title="Who are you looking for?">
        {place.kind === 'outfit'
          ? 'Choose what they wear: a colour of one garment is enough to begin with.'
          : 'Give an example: a picture, or a person of this study.'}
      </EmptyState>
    );
  }
  if (hits.length > 0) return children;
  if (isFiltered(place)) {
    return (
      <EmptyState
        icon={<Filter />}
        title="Nobody there and then"
        action={<Button onClick={onClearFilter}>Search everywhere</Button>}
      >
        The filters leave nobody who fits.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<UserRoundX />} title="Nobody fits">
      Try fewer garments or neighbouring colours: in footage, dark blue is often seen as black or grey.
    </EmptyState>
  );
}

function answerLine({ total, searched, notComparable }: SearchAnswer): string {
  const best = `${formatPlural(total, 'answer')} from ${formatPlural(searched, 'tracklet')}, the best first`;
  if (notComparable === 0) return best;
  return `${best} · ${formatCount(notComparable)} could not be compared`;
}
