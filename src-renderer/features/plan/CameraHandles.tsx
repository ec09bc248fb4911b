import L from 'leaflet';
import { useMemo, useRef } from 'react';
import { Marker } from 'react-leaflet';
import { type FieldOfView, pointAtHeading } from '../../lib/plan-map/field-of-view.ts';
import { toLatLng, toPointM } from '../../lib/plan-map/plan-crs.ts';
import { aimAt, type ViewChange, widenTo } from './handles.ts';

export interface CameraHandlesProps {
  view: FieldOfView;
  /** While a handle is dragged. */
  onChange(change: ViewChange): void;
  /** When it is let go. */
  onDone(change: ViewChange): void;
}

/** The handles of the selected camera: the round one turns and reaches, the two at the edges widen the view. */
export function CameraHandles({ view, onChange, onDone }: CameraHandlesProps) {
  const edge = (side: 1 | -1) => view.headingDeg + (side * view.fovDeg) / 2;
  return (
    <>
      <Handle
        headingDeg={view.headingDeg}
        view={view}
        title="Turn the camera"
        change={aimAt}
        {...{ onChange, onDone }}
      />
      <Handle
        headingDeg={edge(-1)}
        view={view}
        title="Widen the view"
        isSmall
        change={widenTo}
        {...{ onChange, onDone }}
      />
      <Handle
        headingDeg={edge(1)}
        view={view}
        title="Widen the view"
        isSmall
        change={widenTo}
        {...{ onChange, onDone }}
      />
    </>
  );
}

interface HandleProps extends CameraHandlesProps {
  headingDeg: number;
  title: string;
  isSmall?: boolean;
  change: typeof aimAt | typeof widenTo;
}

function Handle({ headingDeg, view, title, isSmall = false, change, onChange, onDone }: HandleProps) {
  const icon = useMemo(() => handleIcon(isSmall), [isSmall]);
  const last = useRef<ViewChange | null>(null);
  return (
    <Marker
      position={toLatLng(pointAtHeading(view.posM, headingDeg, view.rangeM))}
      icon={icon}
      title={title}
      draggable
      // The number fields of the panel do the same by keyboard.
      keyboard={false}
      zIndexOffset={2000}
      eventHandlers={{
        drag: (event) => {
          last.current = change(view, toPointM((event.target as L.Marker).getLatLng()));
          onChange(last.current);
        },
        dragend: () => {
          if (last.current) onDone(last.current);
          last.current = null;
        },
      }}
    />
  );
}

function handleIcon(isSmall: boolean): L.DivIcon {
  const dot = document.createElement('div');
  dot.className = `size-full rounded-full border-2 border-accent bg-raised shadow-low ${isSmall ? '' : 'cursor-grab'}`;
  const sizePx = isSmall ? 10 : 16;
  return L.divIcon({ html: dot, iconSize: [sizePx, sizePx] });
}
