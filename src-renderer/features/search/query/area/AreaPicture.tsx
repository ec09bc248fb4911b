import type { ReactNode } from 'react';
import { type Corners, pointsText } from './corners.ts';
import type { CameraPicture } from './use-camera-picture.ts';

/** A camera's picture in which an area is bright and the rest is dimmed. */
export function AreaPicture({
  picture: { url, aspect },
  corners,
  children,
}: {
  picture: CameraPicture;
  corners: Corners;
  children?: ReactNode;
}) {
  return (
    <div
      className="relative w-full overflow-hidden rounded-md bg-sunken select-none"
      style={{ aspectRatio: aspect }}
    >
      {url !== undefined && <img src={url} alt="" draggable={false} className="absolute inset-0 size-full" />}
      <svg
        aria-hidden="true"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        className="absolute inset-0 size-full"
      >
        <path
          d={`M0,0H100V100H0Z M${pointsText(corners).replaceAll(' ', 'L')}Z`}
          fillRule="evenodd"
          className="fill-black"
          fillOpacity={0.5}
        />
        <polygon
          points={pointsText(corners)}
          className="fill-accent stroke-accent"
          fillOpacity={0.15}
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {children}
    </div>
  );
}
