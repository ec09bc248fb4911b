import { useMemo } from 'react';
import { Polygon } from 'react-leaflet';
import { type FieldOfView, wedgeOutline } from './field-of-view.ts';
import { toLatLng } from './plan-crs.ts';

/** What a camera sees, as a wedge out to its range. */
export function CameraWedge({ view, isSelected }: { view: FieldOfView; isSelected: boolean }) {
  const outline = useMemo(() => wedgeOutline(view).map(toLatLng), [view]);
  return (
    <Polygon
      positions={outline}
      interactive={false}
      pathOptions={{
        weight: isSelected ? 1.5 : 1,
        fillOpacity: isSelected ? 0.3 : 0.13,
        opacity: isSelected ? 0.9 : 0.45,
      }}
      className="fill-accent stroke-accent"
    />
  );
}
