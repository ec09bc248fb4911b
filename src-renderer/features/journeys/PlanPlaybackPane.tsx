import { useQuery } from '@tanstack/react-query';
import { Map as MapIcon, MapPinOff } from 'lucide-react';
import { useState } from 'react';
import type { Journey } from '#shared/contract/journeys.ts';
import type { Floor, Plan } from '#shared/contract/plan.ts';
import { orpc } from '../../api/index.ts';
import { MapOverlay } from '../../lib/plan-map/MapControls.tsx';
import { PlanMap } from '../../lib/plan-map/PlanMap.tsx';
import { StaticCamera } from '../../lib/plan-map/StaticCamera.tsx';
import { hrefOf } from '../../lib/router.ts';
import { EmptyState, ErrorNotice, Select } from '../../ui/index.ts';
import { Legend } from './Legend.tsx';
import type { Itinerary, Walks } from './model/itinerary.ts';
import type { Presence } from './model/presence.ts';
import { PlaybackBar } from './PlaybackBar.tsx';
import type { PlanPlayback } from './plan-playback.ts';
import { VisitorLayer } from './VisitorLayer.tsx';

export interface PlanPlaybackPaneProps {
  playback: PlanPlayback;
  presence: Presence | null;
  itineraries: readonly Itinerary[];
  walks: Walks;
  selected: Journey | null;
  onSelect(journeyId: number | null): void;
}

/** The plan with visitors moving over it, and the controls of the time. */
export function PlanPlaybackPane(props: PlanPlaybackPaneProps) {
  const plan = useQuery(orpc.plan.get.queryOptions());
  const [isFollowing, setFollowing] = useState(false);
  if (plan.isError) return <ErrorNotice error={plan.error} className="m-4 flex-1" />;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      {plan.data && (
        <PlanOfFloor plan={plan.data} isFollowing={isFollowing} onFollowing={setFollowing} {...props} />
      )}
      <PlaybackBar {...props} isFollowing={isFollowing} onFollowing={setFollowing} />
    </div>
  );
}

interface PlanOfFloorProps extends PlanPlaybackPaneProps {
  plan: Plan;
  isFollowing: boolean;
  onFollowing(isFollowing: boolean): void;
}

function PlanOfFloor({ plan, isFollowing, onFollowing, ...props }: PlanOfFloorProps) {
  const withPicture = plan.floors.filter((floor) => floor.image !== null);
  const [floorId, setFloorId] = useState<number | null>(null);
  const floor =
    withPicture.find((candidate) => candidate.id === floorId) ?? floorOf(props.selected, withPicture);
  if (!floor?.image) {
    return (
      <EmptyState icon={<MapIcon />} title="No floor plan yet">
        Upload a picture of the floor in{' '}
        <a href={hrefOf('plan')} className="font-medium text-accent-ink underline underline-offset-2">
          Plan
        </a>{' '}
        and place the cameras on it: visitors then move over it here.
      </EmptyState>
    );
  }
  const here = plan.cameras.filter((camera) => camera.floorId === floor.id);
  const unplaced = plan.cameras.filter((camera) => camera.posM === null);
  return (
    <PlanMap label={`Journeys on ${floor.name}`} image={floor.image} isZoomAnimated={false}>
      {here.map((camera) => (
        <StaticCamera key={camera.id} camera={camera} />
      ))}
      <VisitorLayer
        floorId={floor.id}
        isFollowing={isFollowing}
        onFollowing={onFollowing}
        onFloor={setFloorId}
        {...props}
      />
      <MapOverlay className="top-3 left-3 flex flex-col items-start gap-2">
        {withPicture.length > 1 && (
          <Select
            label="Floor"
            isLabelHidden
            className="w-40"
            value={String(floor.id)}
            onValueChange={(value) => setFloorId(Number(value))}
            options={withPicture.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        )}
        {unplaced.length > 0 && <Unplaced names={unplaced.map((camera) => camera.name)} />}
      </MapOverlay>
      <Legend />
    </PlanMap>
  );
}

/** The floor on which the selected journey begins, else the first. */
function floorOf(selected: Journey | null, floors: readonly Floor[]): Floor | undefined {
  const start = selected?.stops.find((stop) => stop.floorId !== null)?.floorId;
  return floors.find((floor) => floor.id === start) ?? floors[0];
}

function Unplaced({ names }: { names: readonly string[] }) {
  return (
    <div
      role="status"
      className="flex max-w-80 items-start gap-2 rounded-lg border border-line bg-raised p-2.5 text-xs text-ink-2 shadow-low"
    >
      <MapPinOff aria-hidden className="mt-0.5 size-4 shrink-0 text-warning-ink" />
      <p>
        Not on the plan, so nobody is drawn there:{' '}
        <strong className="font-semibold text-ink">{names.join(', ')}</strong>.{' '}
        <a href={hrefOf('plan')} className="font-medium text-accent-ink underline underline-offset-2">
          Place them in Plan
        </a>
        .
      </p>
    </div>
  );
}
