/** The Journeys view: who went where, and when, on the plan. `#/journeys?journey=12` selects one. */
import { Route as RouteIcon } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { LinkQuality } from '../../lib/link/quality/LinkQuality.tsx';
import { hrefOf, navigate, useRoute } from '../../lib/router.ts';
import { Button, EmptyState, ErrorNotice, Spinner, SplitPane, ViewHeader } from '../../ui/index.ts';
import { JourneyCount } from './JourneyCount.tsx';
import { JourneyDetail } from './JourneyDetail.tsx';
import { JourneyList } from './JourneyList.tsx';
import { compileItinerary } from './model/itinerary.ts';
import { PlanPlaybackPane } from './PlanPlaybackPane.tsx';
import { RelinkButton } from './RelinkButton.tsx';
import { useFollowVisitor } from './use-follow-visitor.ts';
import { useJourneyFilter } from './use-journeys.ts';
import { usePlanPlayback } from './use-plan-playback.ts';
import { useShownJourneys } from './use-shown-journeys.ts';

export function JourneysView() {
  const selectedId = Number(useRoute().params.journey) || null;
  const journeys = useShownJourneys(selectedId);
  const { list, shown, walks, isFiltered, selected } = journeys;
  useFollowVisitor(selectedId, journeys);
  const itineraries = useMemo(() => shown.map((journey) => compileItinerary(journey, walks)), [shown, walks]);
  const { playback, presence } = usePlanPlayback(itineraries);

  const select = (journeyId: number | null) =>
    navigate('journeys', { journey: journeyId }, { replace: true });
  const startUtcMs = selected?.startUtcMs ?? null;
  const endUtcMs = selected?.endUtcMs ?? null;
  // Whoever is selected, in the list or by a link, and is not there now: go to where the journey begins.
  useEffect(() => {
    if (startUtcMs === null || endUtcMs === null) return;
    if (playback.utcMs < startUtcMs || playback.utcMs > endUtcMs) playback.seek(startUtcMs);
  }, [playback, startUtcMs, endUtcMs]);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ViewHeader
        title="Journeys"
        description={
          list.data ? (
            <JourneyCount count={list.data.length} isFiltered={isFiltered} />
          ) : (
            'Who went where, and when'
          )
        }
        actions={
          <>
            <LinkQuality />
            <RelinkButton />
          </>
        }
      />
      {list.isError ? (
        <ErrorNotice error={list.error} className="m-4" />
      ) : list.data?.length === 0 && !isFiltered ? (
        <NoJourneys />
      ) : (
        <SplitPane
          label="Width of the list"
          fixed="start"
          initialPx={360}
          minPx={300}
          maxPx={560}
          start={
            <div className="flex min-h-0 flex-1 flex-col bg-surface">
              {journeys.isSelectedHidden && <HiddenNote />}
              {journeys.selectedError && <ErrorNotice error={journeys.selectedError} className="m-3 mb-0" />}
              {selected ? (
                <JourneyDetail
                  journey={selected}
                  onBack={() => select(null)}
                  onSeek={(utcMs) => playback.seek(utcMs)}
                />
              ) : list.data && !journeys.isSelectedLoading ? (
                <JourneyList journeys={list.data} onSelect={(journey) => select(journey.id)} />
              ) : (
                <Spinner label="Loading journeys…" className="m-4" />
              )}
            </div>
          }
          end={
            <PlanPlaybackPane
              playback={playback}
              presence={presence}
              itineraries={itineraries}
              walks={walks}
              selected={selected}
              onSelect={select}
            />
          }
        />
      )}
    </div>
  );
}

/** Why the journey on the screen is not in the list. */
function HiddenNote() {
  return (
    <div
      role="status"
      className="flex items-center gap-2 border-b border-line bg-sunken py-1.5 pr-3 pl-4 text-xs"
    >
      <p className="min-w-0 flex-1 text-ink-2">The filter of the list hides this journey.</p>
      <Button size="sm" onClick={useJourneyFilter.getState().showAll}>
        Show all journeys
      </Button>
    </div>
  );
}

function NoJourneys() {
  return (
    <EmptyState icon={<RouteIcon />} title="No journeys yet">
      Journeys appear once footage is analysed and linked. Start the{' '}
      <a href={hrefOf('analysis')} className="font-medium text-accent-ink underline underline-offset-2">
        analysis
      </a>
      ; linking follows by itself.
    </EmptyState>
  );
}
