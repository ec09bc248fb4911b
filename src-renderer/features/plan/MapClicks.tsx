import { useEffect } from 'react';
import { useMap, useMapEvents } from 'react-leaflet';
import type { PointM } from '#shared/units.ts';
import { toPointM } from '../../lib/plan-map/plan-crs.ts';
import { cameraDragType } from './drag.ts';

export interface MapClicksProps {
  onClick(pointM: PointM): void;
  /** A camera of the list was dropped on the map. */
  onDropCamera(cameraId: number, pointM: PointM): void;
}

/** Turns clicks on the map, and drops of cameras, into places on the plan. */
export function MapClicks({ onClick, onDropCamera }: MapClicksProps) {
  const map = useMap();
  useMapEvents({ click: (event) => onClick(toPointM(event.latlng)) });
  useEffect(() => {
    const container = map.getContainer();
    const listening = new AbortController();
    const options = { signal: listening.signal };
    const carriesCamera = (event: DragEvent) => event.dataTransfer?.types.includes(cameraDragType) ?? false;
    container.addEventListener(
      'dragover',
      (event) => carriesCamera(event) && event.preventDefault(),
      options,
    );
    container.addEventListener(
      'drop',
      (event) => {
        if (!carriesCamera(event)) return;
        event.preventDefault();
        const cameraId = Number(event.dataTransfer?.getData(cameraDragType));
        onDropCamera(cameraId, toPointM(map.mouseEventToLatLng(event)));
      },
      options,
    );
    return () => listening.abort();
  }, [map, onDropCamera]);
  return null;
}
