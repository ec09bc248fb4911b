/** One floor's plan picture in a Leaflet map whose coordinates are metres, with zoom buttons and a scale bar. */
import 'leaflet/dist/leaflet.css';
import './plan-map.css';
import clsx from 'clsx';
import { type ReactNode, useMemo } from 'react';
import { ImageOverlay, MapContainer } from 'react-leaflet';
import { useMediaUrl } from '../../api/index.ts';
import { KeepFitted } from './KeepFitted.tsx';
import { MapControls } from './MapControls.tsx';
import { planBounds, planCrs } from './plan-crs.ts';
import { ScaleBar } from './ScaleBar.tsx';
import { type PlanImage, planSizeM } from './scale.ts';

export interface PlanMapProps {
  /** The accessible name of the map. */
  label: string;
  image: PlanImage;
  /** Shows a cross as the pointer: the next click picks a place. */
  isPicking?: boolean;
  /** False where a canvas is drawn over the map, which cannot follow an animated zoom. */
  isZoomAnimated?: boolean;
  /** Layers, and controls that need the map. */
  children?: ReactNode;
}

/** Leaflet takes most options only once, so another picture or another scale makes another map. */
export function PlanMap(props: PlanMapProps) {
  return <PlanMapOfImage key={`${props.image.id} ${props.image.metresPerPx}`} {...props} />;
}

function PlanMapOfImage({ label, image, isPicking = false, isZoomAnimated = true, children }: PlanMapProps) {
  const url = useMediaUrl({ kind: 'plan', id: image.id });
  const bounds = useMemo(() => planBounds(planSizeM(image)), [image]);
  return (
    <section aria-label={label} className="relative flex min-h-0 min-w-0 flex-1">
      <MapContainer
        crs={planCrs}
        bounds={bounds}
        minZoom={-5}
        maxZoom={9}
        zoomSnap={0}
        zoomDelta={0.75}
        wheelPxPerZoomLevel={90}
        zoomAnimation={isZoomAnimated}
        zoomControl={false}
        attributionControl={false}
        className={clsx('plan-map isolate min-h-0 flex-1', isPicking && 'is-picking')}
      >
        {url !== undefined && <ImageOverlay url={url} bounds={bounds} />}
        <KeepFitted bounds={bounds} />
        <MapControls bounds={bounds} />
        <ScaleBar isScaleSet={image.isScaleSet} />
        {children}
      </MapContainer>
    </section>
  );
}
