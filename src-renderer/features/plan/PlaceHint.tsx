import { MousePointerClick } from 'lucide-react';
import type { Camera } from '#shared/contract/plan.ts';
import type { PointM } from '#shared/units.ts';
import { MapOverlay } from '../../lib/plan-map/MapControls.tsx';
import type { SizeM } from '../../lib/plan-map/scale.ts';
import { Button } from '../../ui/index.ts';

export interface PlaceHintProps {
  camera: Camera;
  size: SizeM;
  onPlace(posM: PointM): void;
}

/** Says how to place the selected camera on this floor. */
export function PlaceHint({ camera, size, onPlace }: PlaceHintProps) {
  return (
    <MapOverlay className="top-3 left-1/2 flex w-max max-w-[calc(100%-1.5rem)] -translate-x-1/2 items-center gap-3 rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-3 shadow-high">
      <MousePointerClick aria-hidden className="size-4 shrink-0 text-accent-ink" />
      <p role="status">
        Click the plan where <strong className="font-semibold">{camera.name}</strong>{' '}
        {camera.posM === null ? 'hangs' : 'hangs instead'}
      </p>
      <Button size="sm" onClick={() => onPlace({ x: size.widthM / 2, y: size.heightM / 2 })}>
        Place in the middle
      </Button>
    </MapOverlay>
  );
}
