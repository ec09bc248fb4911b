import { useMemo } from 'react';
import { Marker } from 'react-leaflet';
import type { Camera } from '#shared/contract/plan.ts';
import { CameraWedge } from './CameraWedge.tsx';
import { cameraIcon } from './camera-icon.ts';
import { toLatLng } from './plan-crs.ts';

/** A camera's pin and view that cannot be changed; nothing while it is not placed. */
export function StaticCamera({ camera }: { camera: Camera }) {
  const { name, headingDeg, posM } = camera;
  const icon = useMemo(() => cameraIcon({ name, headingDeg, isSelected: false }), [name, headingDeg]);
  if (posM === null) return null;
  return (
    <>
      <CameraWedge view={{ ...camera, posM }} isSelected={false} />
      <Marker position={toLatLng(posM)} icon={icon} interactive={false} keyboard={false} />
    </>
  );
}
