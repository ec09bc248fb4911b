import type L from 'leaflet';
import { useEffect, useRef } from 'react';
import { useMap, useMapEvents } from 'react-leaflet';

/** Shows the whole plan, also after the window or a pane changed its size, until the user moves the map. */
export function KeepFitted({ bounds }: { bounds: L.LatLngBoundsLiteral }) {
  const map = useMap();
  const isMovedByUser = useRef(false);
  useMapEvents({
    dragstart: () => {
      isMovedByUser.current = true;
    },
  });
  useEffect(() => {
    const container = map.getContainer();
    const markMoved = () => {
      isMovedByUser.current = true;
    };
    const observer = new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      if (!isMovedByUser.current) fitPlan(map, bounds);
    });
    observer.observe(container);
    container.addEventListener('wheel', markMoved, { passive: true });
    return () => {
      observer.disconnect();
      container.removeEventListener('wheel', markMoved);
    };
  }, [map, bounds]);
  return null;
}

export function fitPlan(map: L.Map, bounds: L.LatLngBoundsLiteral): void {
  map.fitBounds(bounds, { padding: [24, 24], animate: false });
}
