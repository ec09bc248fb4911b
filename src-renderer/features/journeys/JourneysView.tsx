/** The Journeys view: who went where, and when, on the plan. `#/journeys?journey=12` selects one. */
import { Route as RouteIcon } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { LinkQuality } from '../../lib/link/quality/LinkQuality.tsx';
import { hrefOf, navigate, useRoute } from '../../lib/router.ts';
import { EmptyState, ErrorNotice, Spinner, SplitPane, ViewHeader } from '../../ui/index.ts';
import { JourneyCount } from './JourneyCount.tsx';
import { JourneyDetail } from './JourneyDetail.tsx';
import { JourneyList } from './JourneyList.tsx';
import { compileItinerary } from './model/itinerary.ts';
import { PlanPlaybackPane } from './PlanPlaybackPane.tsx';
import { RelinkButton } from './RelinkButton.tsx';
import { useJourneyFilter, useJourneys } from './use-journeys.ts';
import { usePlanPlayback } from './use-plan-playback.ts';
import { useWalks } from './use-walks.ts';

export function JourneysView() {
  const selectedId = Number(useRoute().params.journey) || null;
  const filter = useJourneyFilter();
  const journeys = useJourneys(filter);
  const all = useMemo(() => journeys.data ?? [], [journeys.data]);
  const walks = useWalks(journeys);
  const itineraries = useMemo(() => all.map((journey) => compileItinerary(journey, walks)), [all, walks]);
  const { playback, presence } = usePlanPlayback(itineraries);
  const selected = all.find((journey) => journey.id === selectedId) ?? null;
  const isFiltered = filter.minStops > 1 || filter.cameraId !== null;

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
          journeys.data ? (
            <JourneyCount count={all.length} isFiltered={isFiltered} />
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
      {journeys.isError ? (
        <ErrorNotice error={journeys.error} className="m-4" />
      ) : journeys.data && all.length === 0 && !isFiltered ? (
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
              {selected ? (
                <JourneyDetail
                  journey={selected}
                  onBack={() => select(null)}
                  onSeek={(utcMs) => playback.seek(utcMs)}
                />
              ) : journeys.data ? (
                <JourneyList journeys={all} onSelect={(journey) => select(journey.id)} />
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
