import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { Journey } from '#shared/contract/journeys.ts';
import { useStudy } from '../../api/index.ts';
import { Canvas } from '../../lib/canvas/Canvas.tsx';
import type { Draw } from '../../lib/canvas/canvas-surface.ts';
import { formatInstant } from '../../lib/format.ts';
import { identityColour } from '../../lib/identity/colour.ts';
import type { Itinerary } from './model/itinerary.ts';
import { visitorsOverTime } from './model/presence.ts';
import type { PlanPlayback } from './plan-playback.ts';

export interface TimeStripProps {
  playback: PlanPlayback;
  itineraries: readonly Itinerary[];
  selected: Journey | null;
}

const BINS = 200;
/** Share of the span that an arrow key moves; ten times as much with Page Up and Page Down. */
const KEY_STEP_SHARE = 0.005;

/** The whole time as a strip with the number of visitors; drag to scrub. */
export function TimeStrip({ playback, itineraries, selected }: TimeStripProps) {
  const { timeZone } = useStudy();
  const fromUtcMs = useStore(playback.state, (state) => state.fromUtcMs);
  const toUtcMs = useStore(playback.state, (state) => state.toUtcMs);
  const spanMs = Math.max(1, toUtcMs - fromUtcMs);
  const counts = useMemo(
    () => visitorsOverTime(itineraries, fromUtcMs, toUtcMs, BINS),
    [itineraries, fromUtcMs, toUtcMs],
  );
  const slider = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);

  const draw = useCallback<Draw>(
    (context, { widthPx, heightPx }, colour) => {
      const x = (utcMs: number) => ((utcMs - fromUtcMs) / spanMs) * widthPx;
      const most = counts.reduce((max, count) => Math.max(max, count), 1);
      const binPx = widthPx / BINS;
      context.fillStyle = colour('--line-strong');
      for (const [bin, count] of counts.entries()) {
        const h = (count / most) * (heightPx - 6);
        context.fillRect(bin * binPx, heightPx - h, Math.max(1, binPx - 1), h);
      }
      if (!selected) return;
      context.fillStyle = identityColour(selected.id);
      context.globalAlpha = 0.25;
      context.fillRect(
        x(selected.startUtcMs),
        0,
        Math.max(2, x(selected.endUtcMs) - x(selected.startUtcMs)),
        heightPx,
      );
      context.globalAlpha = 1;
      for (const stop of selected.stops) {
        const left = x(stop.enterUtcMs);
        context.fillRect(left, heightPx - 7, Math.max(3, x(stop.exitUtcMs) - left), 7);
      }
    },
    [counts, fromUtcMs, spanMs, selected],
  );

  useEffect(() => {
    const show = (utcMs: number) => {
      const share = (utcMs - fromUtcMs) / spanMs;
      if (head.current) head.current.style.transform = `translateX(${share * 100}%)`;
      setAttribute(slider.current, 'aria-valuenow', String(Math.round((utcMs - fromUtcMs) / 1000) * 1000));
      setAttribute(slider.current, 'aria-valuetext', formatInstant(utcMs, timeZone));
    };
    show(playback.utcMs);
    return playback.onTick(show);
  }, [playback, fromUtcMs, spanMs, timeZone]);

  const scrub = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    playback.seek(fromUtcMs + ((event.clientX - left) / width) * spanMs);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = keyTarget(event.key, playback.utcMs, fromUtcMs, toUtcMs);
    if (target === null) return;
    event.preventDefault();
    playback.seek(target);
  };
  return (
    <div>
      <div
        ref={slider}
        role="slider"
        aria-label="Time"
        aria-valuemin={0}
        aria-valuemax={Math.round(spanMs)}
        aria-valuenow={0}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          scrub(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && scrub(event)}
        className="relative h-9 touch-none rounded-sm bg-sunken"
      >
        <Canvas draw={draw} className="absolute inset-0 size-full rounded-sm" />
        {/* As wide as the strip and moved by a transform: following the time so needs no layout. */}
        <div
          ref={head}
          aria-hidden
          className="pointer-events-none absolute inset-x-0 -inset-y-1 will-change-transform"
        >
          <div className="absolute inset-y-0 -left-px w-0.5 rounded-full bg-danger before:absolute before:-left-1 before:size-2.5 before:rounded-full before:bg-danger" />
        </div>
      </div>
      {toUtcMs > fromUtcMs && (
        <p aria-hidden className="mt-1 flex justify-between text-2xs text-ink-3">
          <span>{formatInstant(fromUtcMs, timeZone)}</span>
          <span>{formatInstant(toUtcMs, timeZone)}</span>
        </p>
      )}
    </div>
  );
}

/** Writes an attribute only when it changes: writing the same again still costs the page a style pass. */
function setAttribute(element: Element | null, name: string, value: string): void {
  if (element !== null && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function keyTarget(key: string, utcMs: number, fromUtcMs: number, toUtcMs: number): number | null {
  const stepMs = (toUtcMs - fromUtcMs) * KEY_STEP_SHARE;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return utcMs - stepMs;
    case 'ArrowRight':
    case 'ArrowUp':
      return utcMs + stepMs;
    case 'PageDown':
      return utcMs - stepMs * 10;
    case 'PageUp':
      return utcMs + stepMs * 10;
    case 'Home':
      return fromUtcMs;
    case 'End':
      return toUtcMs;
    default:
      return null;
  }
}
