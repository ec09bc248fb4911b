import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { AreaPicture } from './AreaPicture.tsx';
import { type Corner, type Corners, middleOf, moved, split, without } from './corners.ts';
import type { CameraPicture } from './use-camera-picture.ts';

export interface AreaEditorProps {
  picture: CameraPicture;
  corners: Corners;
  onChange(corners: Corners): void;
}

/** How far an arrow key moves a corner, as a share of the picture. */
const KEY_STEP = 0.01;
const handle = 'absolute -translate-x-1/2 -translate-y-1/2 touch-none rounded-full shadow-low';

/**
 * An area whose corners are dragged, or moved with the arrow keys. A small dot in the middle of an edge makes a corner;
 * Delete or a double click takes one away.
 */
export function AreaEditor({ picture, corners, onChange }: AreaEditorProps) {
  const frame = useRef<HTMLDivElement>(null);
  const pointOf = (event: PointerEvent): Corner => {
    const { left, top, width, height } = frame.current!.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const next = afterKey(event.key, corners, index);
    if (next === null) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    // As large as leaves room for what the dialog has around it.
    <section
      ref={frame}
      aria-label="Area"
      className="mx-auto w-full"
      style={{ maxWidth: `calc(46vh * ${picture.aspect})` }}
    >
      <AreaPicture picture={picture} corners={corners}>
        {corners.map((_, index) => {
          const middle = middleOf(corners, index);
          return (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place among the corners.
              key={`edge ${index}`}
              type="button"
              aria-label={`Add a corner after corner ${index + 1}`}
              onClick={() => onChange(split(corners, index))}
              className={`${handle} size-3 border border-accent bg-white/80 hover:bg-white`}
              style={placeOf(middle)}
            />
          );
        })}
        {corners.map((corner, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            key={`corner ${index}`}
            type="button"
            aria-label={`Corner ${index + 1}: ${Math.round(100 * corner.x)} % from the left, ${Math.round(100 * corner.y)} % from the top`}
            aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Delete"
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={(event) => {
              if (event.currentTarget.hasPointerCapture(event.pointerId))
                onChange(moved(corners, index, pointOf(event)));
            }}
            onDoubleClick={() => onChange(without(corners, index))}
            onKeyDown={(event) => onKeyDown(event, index)}
            className={`${handle} size-4 cursor-move border-2 border-white bg-accent`}
            style={placeOf(corner)}
          />
        ))}
      </AreaPicture>
    </section>
  );
}

function placeOf({ x, y }: Corner) {
  return { left: `${100 * x}%`, top: `${100 * y}%` };
}

function afterKey(key: string, corners: Corners, index: number): Corners | null {
  const { x, y } = corners[index]!;
  switch (key) {
    case 'ArrowLeft':
      return moved(corners, index, { x: x - KEY_STEP, y });
    case 'ArrowRight':
      return moved(corners, index, { x: x + KEY_STEP, y });
    case 'ArrowUp':
      return moved(corners, index, { x, y: y - KEY_STEP });
    case 'ArrowDown':
      return moved(corners, index, { x, y: y + KEY_STEP });
    case 'Delete':
    case 'Backspace':
      return without(corners, index);
    default:
      return null;
  }
}
