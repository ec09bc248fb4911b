import clsx from 'clsx';
import { type PointerEvent, useState } from 'react';
import type { BoxPx, PointPx } from '#shared/units.ts';
import { boxBetween, isDrawn } from './drawn-box.ts';
import type { ChosenPicture } from './picture-store.ts';

export interface PersonBoxProps {
  picture: ChosenPicture;
  boxPx: BoxPx | null;
  onChange(boxPx: BoxPx): void;
}

/** The picture with the people that were found; a click chooses one, a drag draws another box. */
export function PersonBox({ picture, boxPx, onChange }: PersonBoxProps) {
  const [from, setFrom] = useState<PointPx | null>(null);
  const [to, setTo] = useState<PointPx | null>(null);
  const { widthPx, heightPx } = picture;
  const drawing = from && to ? boxBetween(from, to, picture) : null;
  const pointOf = (event: PointerEvent): PointPx => {
    const { left, top, width } = event.currentTarget.getBoundingClientRect();
    const scale = widthPx / width;
    return { x: (event.clientX - left) * scale, y: (event.clientY - top) * scale };
  };
  const shown = (box: BoxPx) => ({
    left: `${(100 * box.x) / widthPx}%`,
    top: `${(100 * box.y) / heightPx}%`,
    width: `${(100 * box.w) / widthPx}%`,
    height: `${(100 * box.h) / heightPx}%`,
  });
  return (
    <div
      className="relative touch-none overflow-hidden rounded-md bg-sunken"
      style={{ aspectRatio: `${widthPx} / ${heightPx}` }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom(pointOf(event));
        setTo(null);
      }}
      onPointerMove={(event) => {
        if (from) setTo(pointOf(event));
      }}
      onPointerUp={(event) => {
        const clicked = personAt(picture, pointOf(event));
        if (drawing && isDrawn(drawing)) onChange(drawing);
        else if (clicked) onChange(clicked);
        setFrom(null);
        setTo(null);
      }}
    >
      <img src={picture.url} alt="" draggable={false} className="pointer-events-none size-full" />
      {picture.people.map((person, index) => {
        const isChosen = boxPx !== null && isSame(person.boxPx, boxPx);
        return (
          <button
            key={`${person.boxPx.x} ${person.boxPx.y}`}
            type="button"
            aria-pressed={isChosen}
            aria-label={`Person ${index + 1}`}
            // The pointer is handled above, so that a drag may begin on a person.
            onClick={(event) => event.detail === 0 && onChange(person.boxPx)}
            className={clsx('absolute rounded-sm border-2', isChosen ? 'border-accent' : 'border-white/80')}
            style={shown(person.boxPx)}
          />
        );
      })}
      {boxPx && (
        <span
          aria-hidden
          className="pointer-events-none absolute rounded-sm border-2 border-accent shadow-[0_0_0_999px_rgb(0_0_0/0.35)]"
          style={shown(boxPx)}
        />
      )}
      {drawing && (
        <span
          aria-hidden
          className="pointer-events-none absolute rounded-sm border-2 border-dashed border-accent"
          style={shown(drawing)}
        />
      )}
    </div>
  );
}

function personAt({ people }: ChosenPicture, { x, y }: PointPx): BoxPx | undefined {
  return people.find(
    ({ boxPx }) => x >= boxPx.x && y >= boxPx.y && x <= boxPx.x + boxPx.w && y <= boxPx.y + boxPx.h,
  )?.boxPx;
}

/** The address carries whole pixels. */
function isSame(a: BoxPx, b: BoxPx): boolean {
  return (['x', 'y', 'w', 'h'] as const).every((side) => Math.round(a[side]) === Math.round(b[side]));
}
