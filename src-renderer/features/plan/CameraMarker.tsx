import type L from 'leaflet';
import { useMemo } from 'react';
import { Marker } from 'react-leaflet';
import type { Camera } from '#shared/contract/plan.ts';
import type { PointM } from '#shared/units.ts';
import { cameraIcon } from '../../lib/plan-map/camera-icon.ts';
import { toLatLng, toPointM } from '../../lib/plan-map/plan-crs.ts';
import { clampToPlan, type SizeM } from '../../lib/plan-map/scale.ts';

export interface CameraMarkerProps {
  camera: Camera;
  posM: PointM;
  size: SizeM;
  isSelected: boolean;
  onSelect(): void;
  /** While the pin is dragged. */
  onMove(posM: PointM): void;
  /** When it is let go, or moved by a key. */
  onMoved(posM: PointM): void;
}

/** How far an arrow key moves a pin; ten times as far with Shift. */
const KEY_STEP_M = 0.25;

const keyDirections: Readonly<Record<string, PointM>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The pin of a camera: drag it, or move it with the arrow keys. */
export function CameraMarker({
  camera,
  posM,
  size,
  isSelected,
  onSelect,
  onMove,
  onMoved,
}: CameraMarkerProps) {
  const { name, headingDeg } = camera;
  const icon = useMemo(() => cameraIcon({ name, headingDeg, isSelected }), [name, headingDeg, isSelected]);
  const draggedTo = (event: L.LeafletEvent) =>
    clampToPlan(toPointM((event.target as L.Marker).getLatLng()), size);
  return (
    <Marker
      position={toLatLng(posM)}
      icon={icon}
      draggable
      autoPan
      zIndexOffset={isSelected ? 1000 : 0}
      eventHandlers={{
        click: onSelect,
        dragstart: onSelect,
        drag: (event) => onMove(draggedTo(event)),
        dragend: (event) => onMoved(draggedTo(event)),
        keydown: ({ originalEvent }) => {
          if (originalEvent.key === 'Enter' || originalEvent.key === ' ') onSelect();
          const direction = keyDirections[originalEvent.key];
          if (!direction) return;
          originalEvent.preventDefault();
          const stepM = originalEvent.shiftKey ? KEY_STEP_M * 10 : KEY_STEP_M;
          onMoved(clampToPlan({ x: posM.x + direction.x * stepM, y: posM.y + direction.y * stepM }, size));
        },
      }}
    />
  );
}
