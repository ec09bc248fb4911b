import { CircleMarker, Polyline } from 'react-leaflet';
import type { PointM } from '#shared/units.ts';
import { toLatLng } from '../../lib/plan-map/plan-crs.ts';

/** The line that is being measured. */
export function ScaleLine({ pointsM }: { pointsM: readonly PointM[] }) {
  const points = pointsM.map(toLatLng);
  return (
    <>
      {points.length === 2 && (
        <>
          <Polyline
            positions={points}
            interactive={false}
            pathOptions={{ weight: 6 }}
            className="stroke-raised"
          />
          <Polyline
            positions={points}
            interactive={false}
            pathOptions={{ weight: 2.5 }}
            className="stroke-accent"
          />
        </>
      )}
      {points.map((point, index) => (
        <CircleMarker
          // biome-ignore lint/suspicious/noArrayIndexKey: the points have no other identity than first and second.
          key={index}
          center={point}
          radius={6}
          interactive={false}
          pathOptions={{ weight: 2.5, fillOpacity: 1 }}
          className="fill-raised stroke-accent"
        />
      ))}
    </>
  );
}
