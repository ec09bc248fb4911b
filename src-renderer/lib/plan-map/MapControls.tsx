import L from 'leaflet';
import { Maximize, Minus, Plus } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useMap } from 'react-leaflet';
import { IconButton } from '../../ui/index.ts';
import { fitPlan } from './KeepFitted.tsx';

/** A card over the map that keeps its clicks and wheel turns to itself. */
export function MapOverlay({ className, children }: { className: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!ref.current) return;
    L.DomEvent.disableClickPropagation(ref.current);
    L.DomEvent.disableScrollPropagation(ref.current);
  }, []);
  return (
    <div ref={ref} className={`absolute z-[1000] ${className}`}>
      {children}
    </div>
  );
}

export function MapControls({ bounds }: { bounds: L.LatLngBoundsLiteral }) {
  const map = useMap();
  return (
    <MapOverlay className="right-3 bottom-3 flex flex-col rounded-lg border border-line bg-raised p-0.5 shadow-low">
      <IconButton
        size="sm"
        tooltipSide="left"
        label="Zoom in"
        icon={<Plus aria-hidden />}
        onClick={() => map.zoomIn()}
      />
      <IconButton
        size="sm"
        tooltipSide="left"
        label="Zoom out"
        icon={<Minus aria-hidden />}
        onClick={() => map.zoomOut()}
      />
      <IconButton
        size="sm"
        tooltipSide="left"
        label="Show the whole plan"
        icon={<Maximize aria-hidden />}
        onClick={() => fitPlan(map, bounds)}
      />
    </MapOverlay>
  );
}
