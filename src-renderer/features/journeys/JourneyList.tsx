import { useQuery } from '@tanstack/react-query';
import { ArrowRight, Filter, Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { Journey } from '#shared/contract/journeys.ts';
import { orpc, useStudy } from '../../api/index.ts';
import { formatDuration, formatInstant, formatPlural } from '../../lib/format.ts';
import { identityColour } from '../../lib/identity/colour.ts';
import { VirtualListbox } from '../../lib/list/VirtualListbox.tsx';
import { CropImage } from '../../lib/tracklet/CropImage.tsx';
import { OutfitSwatches } from '../../lib/tracklet/OutfitSwatches.tsx';
import { Button, ConfidenceBar, EmptyState, Select } from '../../ui/index.ts';
import { sortJourneys, sortNames } from './sort-journeys.ts';
import { type JourneySort, useJourneyFilter } from './use-journeys.ts';

const ROW_PX = 96;
/** How many cameras a row names before it counts the rest. */
const NAMED_CAMERAS = 3;
const ANY_CAMERA = 'any';

const stopOptions = [1, 2, 3, 4, 5].map((stops) => ({
  value: String(stops),
  label: stops === 1 ? 'Any' : `${stops} or more`,
}));

/** The journeys that pass the filter. */
export function JourneyList({
  journeys,
  onSelect,
}: {
  journeys: readonly Journey[];
  onSelect(journey: Journey): void;
}) {
  const sort = useJourneyFilter((state) => state.sort);
  const { showAll } = useJourneyFilter.getState();
  const ordered = useMemo(() => sortJourneys(journeys, sort), [journeys, sort]);
  return (
    <>
      <FilterBar />
      {ordered.length === 0 ? (
        <EmptyState
          icon={<Filter />}
          title="No journey passes the filter"
          action={<Button onClick={showAll}>Show all journeys</Button>}
        />
      ) : (
        <VirtualListbox
          label="Journeys"
          items={ordered}
          keyOf={(journey) => journey.id}
          selectedKey={null}
          onSelect={onSelect}
          rowHeightPx={ROW_PX}
        >
          {(journey) => <Row journey={journey} />}
        </VirtualListbox>
      )}
    </>
  );
}

function FilterBar() {
  const { minStops, cameraId, sort, setMinStops, setCamera, setSort } = useJourneyFilter();
  const { data: plan } = useQuery(orpc.plan.get.queryOptions());
  const cameras = (plan?.cameras ?? []).map((camera) => ({ value: String(camera.id), label: camera.name }));
  return (
    <search
      aria-label="Filter journeys"
      className="grid grid-cols-[4.75rem_minmax(0,1fr)_8.75rem] gap-2 border-b border-line p-3"
    >
      <Select
        label="Stops"
        value={String(minStops)}
        onValueChange={(value) => setMinStops(Number(value))}
        options={stopOptions}
      />
      <Select
        label="Camera"
        value={cameraId === null ? ANY_CAMERA : String(cameraId)}
        onValueChange={(value) => setCamera(value === ANY_CAMERA ? null : Number(value))}
        options={[{ value: ANY_CAMERA, label: 'Any' }, ...cameras]}
      />
      <Select
        label="Order"
        value={sort}
        onValueChange={setSort}
        options={Object.entries(sortNames).map(([value, label]) => ({ value: value as JourneySort, label }))}
      />
    </search>
  );
}

function Row({ journey }: { journey: Journey }) {
  const { timeZone } = useStudy();
  const first = journey.stops[0]!;
  return (
    <>
      <CropImage trackletId={first.trackletId} alt="" className="mr-3 h-20 w-10" />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="size-2.5 rounded-full"
            style={{ backgroundColor: identityColour(journey.id) }}
          />
          <span className="flex-1 font-semibold">{journey.label}</span>
          {journey.stops.length > 1 && <ConfidenceBar value={journey.confidence} label="Weakest link" />}
        </p>
        <p className="text-xs text-ink-2">
          {formatInstant(journey.startUtcMs, timeZone, 'time')} · {formatDuration(journey.durationMs)} ·{' '}
          {formatPlural(journey.stops.length, 'stop')}
        </p>
        <CameraChips journey={journey} />
        <OutfitSwatches outfit={journey.outfit} hasWords className="mt-1" />
      </div>
    </>
  );
}

/** The cameras in the order in which they saw the visitor; a plus where one joins while another still does. */
function CameraChips({ journey }: { journey: Journey }) {
  const shown = journey.stops.slice(0, NAMED_CAMERAS);
  const rest = journey.stops.length - shown.length;
  return (
    <p className="mt-1 flex items-center gap-1 overflow-hidden">
      {shown.map((stop, index) => (
        <span key={stop.ordinal} className="flex min-w-0 items-center gap-1">
          {index > 0 &&
            (stop.arrival && stop.arrival.gapMs < 0 ? (
              <Plus aria-label="and at once" className="size-3 shrink-0 text-ink-3" />
            ) : (
              <ArrowRight aria-label="then" className="size-3 shrink-0 text-ink-3" />
            ))}
          <span className="truncate rounded-sm bg-sunken px-1.5 text-2xs text-ink-2">{stop.cameraName}</span>
        </span>
      ))}
      {rest > 0 && <span className="shrink-0 text-2xs text-ink-3">+{rest}</span>}
    </p>
  );
}
