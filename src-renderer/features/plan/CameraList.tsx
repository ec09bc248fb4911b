import clsx from 'clsx';
import { MapPin, MapPinOff, Video } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { Camera, Floor } from '#shared/contract/plan.ts';
import { hrefOf } from '../../lib/router.ts';
import { Badge } from '../../ui/index.ts';
import { CameraPanel } from './CameraPanel.tsx';
import { cameraDragType } from './drag.ts';
import { usePlanState } from './plan-state.ts';

export interface CameraListProps {
  cameras: readonly Camera[];
  floors: readonly Floor[];
  shown: Floor | null;
}

/** All cameras of the study: unplaced ones first, to be dragged onto the plan. */
export function CameraList({ cameras, floors, shown }: CameraListProps) {
  const ordered = cameras.toSorted(
    (a, b) =>
      Number(a.posM !== null) - Number(b.posM !== null) ||
      a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
  const unplaced = cameras.filter((camera) => camera.posM === null).length;
  const selectedId = usePlanState((state) => state.cameraId);
  const selected = cameras.find((camera) => camera.id === selectedId && camera.posM !== null);
  // Another floor may be shown while it stays selected.
  const image = floors.find(({ id }) => id === selected?.floorId)?.image;
  return (
    <aside aria-label="Cameras" className="flex w-64 shrink-0 flex-col border-r border-line bg-surface">
      <header className="flex h-11 items-center gap-2 px-4">
        <h2 className="flex-1 font-semibold">Cameras</h2>
        {unplaced > 0 ? (
          <Badge tone="warning">{unplaced} not placed</Badge>
        ) : (
          cameras.length > 0 && <Badge tone="success">All placed</Badge>
        )}
      </header>
      {cameras.length === 0 ? (
        <p className="px-4 text-ink-2">
          Cameras appear here once footage is accepted.{' '}
          <a href={hrefOf('footage')} className="font-medium text-accent-ink underline underline-offset-2">
            Go to Footage
          </a>
        </p>
      ) : (
        <CameraOptions cameras={ordered} floors={floors} shown={shown} />
      )}
      {selected && image && <CameraPanel key={selected.id} camera={selected} image={image} />}
      {!selected && unplaced > 0 && shown?.image && (
        <p className="border-t border-line px-4 py-3 text-xs text-ink-3">
          Drag a camera onto the plan, or select it and click its place.
        </p>
      )}
    </aside>
  );
}

function CameraOptions({ cameras, floors, shown }: CameraListProps) {
  const selectedId = usePlanState((state) => state.cameraId);
  const { selectCamera, showFloor } = usePlanState.getState();
  const list = useRef<HTMLDivElement>(null);
  const select = (camera: Camera) => {
    if (camera.floorId !== null && camera.floorId !== shown?.id) showFloor(camera.floorId);
    selectCamera(camera.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = cameras.findIndex((camera) => camera.id === selectedId);
    const index = Math.min(cameras.length - 1, Math.max(0, at + step));
    const next = cameras[index];
    if (!next) return;
    select(next);
    list.current?.querySelectorAll<HTMLElement>('[role=option]')[index]?.focus();
  };
  const hasSelection = cameras.some((camera) => camera.id === selectedId);
  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Cameras"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-y-auto px-2 pb-2"
    >
      {cameras.map((camera, index) => (
        <div
          key={camera.id}
          role="option"
          aria-selected={camera.id === selectedId}
          tabIndex={camera.id === selectedId || (!hasSelection && index === 0) ? 0 : -1}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.setData(cameraDragType, String(camera.id));
            event.dataTransfer.effectAllowed = 'move';
          }}
          onClick={() => select(camera)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ' ') {
              event.preventDefault();
              select(camera);
            }
          }}
          className={clsx(
            'flex items-center gap-2.5 rounded-md px-2 py-1.5 transition-colors focus-visible:-outline-offset-2',
            camera.id === selectedId ? 'bg-accent-soft text-accent-ink' : 'hover:bg-hover',
          )}
        >
          <Video aria-hidden className="size-4 shrink-0 opacity-70" />
          <span className="min-w-0 flex-1 truncate font-medium">{camera.name}</span>
          <PlacedMark camera={camera} floors={floors} shown={shown} />
        </div>
      ))}
    </div>
  );
}

function PlacedMark({
  camera,
  floors,
  shown,
}: {
  camera: Camera;
  floors: readonly Floor[];
  shown: Floor | null;
}) {
  if (camera.posM === null) {
    return (
      <span className="flex items-center gap-1 text-xs text-warning-ink">
        <MapPinOff aria-hidden className="size-3.5" />
        Not placed
      </span>
    );
  }
  const floor = floors.find((candidate) => candidate.id === camera.floorId);
  return (
    <span className="flex items-center gap-1 text-xs text-ink-3">
      <MapPin aria-hidden className="size-3.5" />
      {floor && floor.id !== shown?.id ? floor.name : 'Placed'}
    </span>
  );
}
