import { useState } from 'react';
import { useMap, useMapEvents } from 'react-leaflet';
import { formatMetres, scaleBar } from './scale.ts';

const maxWidthPx = 120;

/** The length of a round number of metres at the map's zoom. */
export function ScaleBar({ isScaleSet }: { isScaleSet: boolean }) {
  const map = useMap();
  const [zoom, setZoom] = useState(() => map.getZoom());
  useMapEvents({ zoom: () => setZoom(map.getZoom()) });
  const { lengthM, widthPx } = scaleBar(map.getZoomScale(zoom, 0), maxWidthPx);
  return (
    <div className="pointer-events-none absolute bottom-3 left-3 z-[1000] rounded-md border border-line bg-raised px-2 pt-1 pb-1.5 text-2xs text-ink-2 shadow-low">
      <span className="block">
        {formatMetres(lengthM)}
        {!isScaleSet && ' (guessed)'}
      </span>
      <span
        aria-hidden
        className="block h-1.5 border-x border-b border-ink-2"
        style={{ width: Math.round(widthPx) }}
      />
    </div>
  );
}
