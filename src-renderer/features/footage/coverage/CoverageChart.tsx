import { useVirtualizer } from '@tanstack/react-virtual';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { CameraCoverage, Recording } from '#shared/contract/library.ts';
import { useStudy } from '../../../api/index.ts';
import { formatDuration, formatInstant, formatPercent } from '../../../lib/format.ts';
import { navigate } from '../../../lib/router.ts';
import { IconButton, Toolbar, ToolbarSpacer } from '../../../ui/index.ts';
import { CoverageLegend } from './CoverageLegend.tsx';
import { CoverageRow } from './CoverageRow.tsx';
import { type CoverageAt, coverageAt } from './coverage-at.ts';
import { HoverReadout } from './HoverReadout.tsx';
import { TimeAxis } from './TimeAxis.tsx';
import { panWindow, type TimeWindow, timeAt, xOf, zoomWindow } from './time-window.ts';
import { useElementWidth } from './use-element-width.ts';

export interface CoverageChartProps {
  cameras: readonly CameraCoverage[];
  recordings: ReadonlyMap<number, Recording>;
  widest: TimeWindow;
}

interface Hover {
  readonly camera: CameraCoverage;
  readonly utcMs: number;
  readonly at: CoverageAt;
  /** In the viewport, for the readout. */
  readonly clientX: number;
  readonly clientY: number;
}

const rowHeightPx = 36;
const namePx = 200;
const zoomStep = 0.6;
/** Zoom per pixel of the wheel. */
const wheelZoom = 1.0015;
/** Movement below this is a click, not a drag. */
const clickSlackPx = 4;

/**
 * Bars over time, one row per camera. The wheel zooms at the pointer; dragging, and Shift with the wheel, move.
 * Arrow keys move too, + and − zoom, 0 shows all. A click on a bar opens the player there.
 */
export function CoverageChart({ cameras, recordings, widest }: CoverageChartProps) {
  const { timeZone } = useStudy();
  const [window, setWindow] = useState(widest);
  const [hover, setHover] = useState<Hover | null>(null);
  const { ref: measure, widthPx } = useElementWidth();
  const scroller = useRef<HTMLDivElement>(null);
  const drag = useRef<{ startX: number; window: TimeWindow; hasMoved: boolean } | null>(null);
  const virtualizer = useVirtualizer({
    count: cameras.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 4,
  });

  const lengthMs = window.endUtcMs - window.startUtcMs;
  const middle = (window.startUtcMs + window.endUtcMs) / 2;
  const zoom = (factor: number, anchorUtcMs = middle) =>
    setWindow((now) => zoomWindow(now, factor, anchorUtcMs, widest));
  const xIn = (event: PointerEvent | WheelEvent) =>
    event.clientX - (scroller.current?.getBoundingClientRect().left ?? 0) - namePx;
  const onWheel = (event: WheelEvent) => {
    // Over the names the wheel scrolls the list, as everywhere.
    if (xIn(event) < 0) return;
    event.preventDefault();
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (sideways !== 0) setWindow(panWindow(window, (sideways / widthPx) * lengthMs, widest));
    else zoom(wheelZoom ** event.deltaY, timeAt(xIn(event), window, widthPx));
  };
  // React listens to the wheel passively, and so cannot keep the list from scrolling while the chart zooms.
  useEffect(() => {
    const element = scroller.current;
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  });

  const hoverAt = (event: PointerEvent): Hover | null => {
    const x = xIn(event);
    const rowElement = (event.target as Element).closest('[data-camera]');
    const camera = cameras[Number(rowElement?.getAttribute('data-camera') ?? -1)];
    if (camera === undefined || x < 0 || x > widthPx) return null;
    const utcMs = timeAt(x, window, widthPx);
    return {
      camera,
      utcMs,
      at: coverageAt(camera, recordings, utcMs),
      clientX: event.clientX,
      clientY: event.clientY,
    };
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button === 0 && xIn(event) >= 0)
      drag.current = { startX: event.clientX, window, hasMoved: false };
  };
  const onPointerMove = (event: PointerEvent) => {
    setHover(hoverAt(event));
    if (drag.current === null) return;
    const moved = event.clientX - drag.current.startX;
    if (!drag.current.hasMoved && Math.abs(moved) < clickSlackPx) return;
    if (!drag.current.hasMoved) event.currentTarget.setPointerCapture(event.pointerId);
    drag.current.hasMoved = true;
    setWindow(panWindow(drag.current.window, (-moved / widthPx) * lengthMs, widest));
  };
  const onPointerUp = (event: PointerEvent) => {
    const wasClick = drag.current !== null && !drag.current.hasMoved;
    drag.current = null;
    const target = wasClick ? hoverAt(event) : null;
    if (target?.at.kind !== 'observed' || target.at.found === null) return;
    const { recording, offsetMs } = target.at.found;
    navigate('player', { recording: recording.id, at: Math.round(offsetMs) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const actions: Record<string, () => void> = {
      ArrowLeft: () => setWindow(panWindow(window, -lengthMs / 8, widest)),
      ArrowRight: () => setWindow(panWindow(window, lengthMs / 8, widest)),
      '+': () => zoom(zoomStep),
      '=': () => zoom(zoomStep),
      '-': () => zoom(1 / zoomStep),
      '0': () => setWindow(widest),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Toolbar label="Coverage" className="border-b border-line bg-surface">
        <CoverageLegend />
        <ToolbarSpacer />
        <span className="text-xs text-ink-3">
          {formatInstant(window.startUtcMs, timeZone)} – {formatInstant(window.endUtcMs, timeZone)}
        </span>
        <IconButton
          size="sm"
          label="Zoom out"
          shortcut="−"
          icon={<ZoomOut />}
          onClick={() => zoom(1 / zoomStep)}
        />
        <IconButton size="sm" label="Zoom in" shortcut="+" icon={<ZoomIn />} onClick={() => zoom(zoomStep)} />
        <IconButton
          size="sm"
          label="Show all"
          shortcut="0"
          icon={<Maximize2 />}
          onClick={() => setWindow(widest)}
        />
      </Toolbar>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is no chart; the group names its keyboard stop. */}
      <div
        ref={scroller}
        role="group"
        aria-label="Coverage per camera over time. Arrow keys move, plus and minus zoom, zero shows all."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is moved and zoomed by keys.
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerLeave={() => setHover(null)}
        className="relative min-h-0 flex-1 touch-none overflow-y-auto bg-surface outline-offset-[-2px]"
      >
        <div className="sticky top-0 z-10 flex h-8 border-b border-line bg-sunken">
          <div
            className="flex items-center justify-between px-4 text-xs font-medium text-ink-2"
            style={{ width: namePx }}
          >
            <span>Camera</span>
            <span>Observed</span>
          </div>
          <div ref={measure} className="relative min-w-0 flex-1">
            <TimeAxis window={window} widthPx={widthPx} timeZone={timeZone} />
          </div>
        </div>
        <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const camera = cameras[item.index];
            if (camera === undefined) return null;
            const gapMs = camera.gaps.reduce((sum, gap) => sum + gap.endUtcMs - gap.startUtcMs, 0);
            const share = camera.observedMs / Math.max(1, camera.observedMs + gapMs);
            return (
              <li
                key={camera.cameraId}
                data-camera={item.index}
                aria-label={`${camera.cameraName}: ${formatDuration(camera.observedMs)} observed, ${formatDuration(gapMs)} not observed`}
                className="absolute inset-x-0 top-0 flex border-b border-line"
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              >
                <div className="flex items-center gap-2 px-4" style={{ width: namePx }}>
                  <span className="min-w-0 flex-1 truncate font-medium">{camera.cameraName}</span>
                  <span className="text-xs text-ink-3">{formatPercent(share)}</span>
                </div>
                <CoverageRow camera={camera} window={window} widthPx={widthPx} heightPx={item.size} />
              </li>
            );
          })}
        </ul>
        {hover !== null && (
          <div
            aria-hidden
            className="pointer-events-none absolute inset-y-0 w-px bg-ink-3/60"
            style={{
              left: namePx + xOf(hover.utcMs, window, widthPx),
              height: 32 + virtualizer.getTotalSize(),
            }}
          />
        )}
      </div>
      {hover !== null && drag.current?.hasMoved !== true && (
        <HoverReadout
          cameraName={hover.camera.cameraName}
          time={formatInstant(hover.utcMs, timeZone)}
          at={hover.at}
          clientX={hover.clientX}
          clientY={hover.clientY}
        />
      )}
    </div>
  );
}
