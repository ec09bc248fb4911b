import clsx from 'clsx';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';

export interface SplitPaneProps {
  /** The accessible name of the bar between the panes. */
  label: string;
  /** Which side has the fixed size that the bar changes. */
  fixed: 'start' | 'end';
  direction?: 'row' | 'column';
  initialPx: number;
  minPx?: number;
  maxPx?: number;
  start: ReactNode;
  end: ReactNode;
}

const keyStepPx = 16;

/** Two panes with a bar that is dragged, or moved with the arrow keys. */
export function SplitPane({
  label,
  fixed,
  direction = 'row',
  initialPx,
  minPx = 160,
  maxPx = 720,
  start,
  end,
}: SplitPaneProps) {
  const [sizePx, setSizePx] = useState(initialPx);
  const drag = useRef<{ atPx: number; sizePx: number } | null>(null);
  const isRow = direction === 'row';
  const sign = fixed === 'start' ? 1 : -1;
  const resize = (nextPx: number) => setSizePx(Math.min(maxPx, Math.max(minPx, Math.round(nextPx))));
  const along = (event: PointerEvent) => (isRow ? event.clientX : event.clientY);

  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { atPx: along(event), sizePx };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current !== null) resize(drag.current.sizePx + sign * (along(event) - drag.current.atPx));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const towardsStart = event.key === (isRow ? 'ArrowLeft' : 'ArrowUp');
    const towardsEnd = event.key === (isRow ? 'ArrowRight' : 'ArrowDown');
    if (!towardsStart && !towardsEnd) return;
    event.preventDefault();
    resize(sizePx + sign * (towardsEnd ? keyStepPx : -keyStepPx));
  };

  const fixedStyle = isRow ? { width: sizePx } : { height: sizePx };
  const paneClass = 'flex min-h-0 min-w-0 flex-col';
  return (
    <div className={clsx('flex min-h-0 min-w-0 flex-1', isRow ? 'flex-row' : 'flex-col')}>
      <div
        className={clsx(paneClass, fixed === 'start' ? 'shrink-0' : 'flex-1')}
        style={fixed === 'start' ? fixedStyle : undefined}
      >
        {start}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be dragged; this is the ARIA window splitter. */}
      <div
        role="separator"
        aria-label={label}
        aria-orientation={isRow ? 'vertical' : 'horizontal'}
        aria-valuenow={sizePx}
        aria-valuemin={minPx}
        aria-valuemax={maxPx}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null;
        }}
        onDoubleClick={() => resize(initialPx)}
        onKeyDown={onKeyDown}
        className={clsx(
          'relative z-10 shrink-0 touch-none bg-line transition-colors hover:bg-accent focus-visible:bg-accent',
          isRow
            ? 'w-px cursor-col-resize before:absolute before:inset-y-0 before:-inset-x-1'
            : 'h-px cursor-row-resize before:absolute before:inset-x-0 before:-inset-y-1',
        )}
      />
      <div
        className={clsx(paneClass, fixed === 'end' ? 'shrink-0' : 'flex-1')}
        style={fixed === 'end' ? fixedStyle : undefined}
      >
        {end}
      </div>
    </div>
  );
}
