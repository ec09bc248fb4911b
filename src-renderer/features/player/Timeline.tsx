import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Tracklet } from '#shared/contract/analysis.ts';
import { useStudy } from '../../api/index.ts';
import { Canvas } from '../../lib/canvas/Canvas.tsx';
import type { Draw } from '../../lib/canvas/canvas-surface.ts';
import { formatInstant } from '../../lib/format.ts';
import { barOf, paintTimeline, timelineLayout } from './model/paint-timeline.ts';
import {
  followHead,
  packLanes,
  panWindow,
  peopleOverTime,
  type TimeWindow,
  zoomWindow,
} from './model/timeline.ts';
import type { ProxyPlayback } from './playback/proxy-playback.ts';

export interface TimelineProps {
  playback: ProxyPlayback;
  tracklets: readonly Tracklet[];
  trackletId: number | null;
  durationMs: number;
  startUtcMs: number;
  onSelect(tracklet: Tracklet, toMs: number): void;
}

const OVERVIEW_BINS = 240;
const KEY_STEP_MS = 1_000;
const PAGE_STEP_MS = 10_000;
const MINUTE_MS = 60_000;

/**
 * The recording as a strip: drag to scrub, click a bar to select its person, turn the wheel to zoom, drag in the
 * lower strip to travel far.
 */
export function Timeline({
  playback,
  tracklets,
  trackletId,
  durationMs,
  startUtcMs,
  onSelect,
}: TimelineProps) {
  const { timeZone } = useStudy();
  const [window, setWindow] = useState<TimeWindow>({ fromMs: 0, toMs: durationMs });
  const lanes = useMemo(() => packLanes(tracklets), [tracklets]);
  const people = useMemo(() => peopleOverTime(tracklets, durationMs, OVERVIEW_BINS), [tracklets, durationMs]);
  const root = useRef<HTMLDivElement>(null);
  const drag = useRef<'lanes' | 'overview' | null>(null);

  const draw = useCallback<Draw>(
    (context, size, colour) => {
      const hasSeconds = window.toMs - window.fromMs < 20 * MINUTE_MS;
      paintTimeline(context, size, colour, {
        tracklets,
        lanes,
        people,
        selectedId: trackletId,
        window,
        durationMs,
        clockPhaseMs: startUtcMs,
        labelOf: (offsetMs) => formatInstant(startUtcMs + offsetMs, timeZone, hasSeconds ? 'time' : 'minute'),
      });
    },
    [tracklets, lanes, people, trackletId, window, durationMs, startUtcMs, timeZone],
  );

  const place = (event: PointerEvent) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    return { share, y: event.clientY - top, height };
  };
  const msOf = (share: number) => window.fromMs + share * (window.toMs - window.fromMs);
  const scrub = (share: number) =>
    playback.seek(drag.current === 'overview' ? share * durationMs : msOf(share));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const { share, y, height } = place(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = y > height - timelineLayout.overviewPx ? 'overview' : 'lanes';
    const atMs = msOf(share);
    const hit = drag.current === 'lanes' ? trackletAt(tracklets, lanes, atMs, y, height) : null;
    if (hit) onSelect(hit, atMs);
    else scrub(share);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = keyTarget(event.key, playback.offsetMs, durationMs);
    if (target === null) return;
    event.preventDefault();
    playback.seek(target);
  };

  // React listens to the wheel passively, which would scroll the page as well.
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, width } = element.getBoundingClientRect();
      const share = (event.clientX - left) / width;
      const isPan = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      setWindow((now) => {
        const lengthMs = now.toMs - now.fromMs;
        if (isPan) return panWindow(now, ((event.deltaX || event.deltaY) / width) * lengthMs, durationMs);
        return zoomWindow(now, 1.0016 ** -event.deltaY, now.fromMs + share * lengthMs, durationMs);
      });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [durationMs]);

  return (
    <div className="shrink-0 border-t border-line bg-surface px-4 pt-1 pb-3">
      <div
        ref={root}
        role="slider"
        aria-label="Time"
        aria-valuemin={0}
        aria-valuemax={Math.round(durationMs)}
        aria-valuenow={0}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={(event) => drag.current && scrub(place(event).share)}
        onPointerUp={() => {
          drag.current = null;
        }}
        className="relative h-30 touch-none overflow-hidden rounded-sm"
      >
        <Canvas draw={draw} className="absolute inset-0 size-full" />
        <PlayHead
          playback={playback}
          window={window}
          durationMs={durationMs}
          textOf={(offsetMs) => formatInstant(startUtcMs + offsetMs, timeZone, 'time-ms')}
          onWindow={setWindow}
          slider={root}
        />
      </div>
    </div>
  );
}

interface PlayHeadProps {
  playback: ProxyPlayback;
  window: TimeWindow;
  durationMs: number;
  textOf(offsetMs: number): string;
  onWindow(window: TimeWindow): void;
  /** Its ARIA value follows the head. */
  slider: React.RefObject<HTMLDivElement | null>;
}

/** The two lines at the frame on screen. They move on every frame, so they are moved without rendering. */
function PlayHead({ playback, window, durationMs, textOf, onWindow, slider }: PlayHeadProps) {
  const head = useRef<HTMLDivElement>(null);
  const overviewHead = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (offsetMs: number) => {
      const share = (offsetMs - window.fromMs) / (window.toMs - window.fromMs);
      if (head.current) {
        head.current.style.transform = `translateX(${share * 100}%)`;
        head.current.hidden = share < 0 || share > 1;
      }
      if (overviewHead.current) {
        overviewHead.current.style.transform = `translateX(${(offsetMs / durationMs) * 100}%)`;
      }
      slider.current?.setAttribute('aria-valuenow', String(Math.round(offsetMs)));
      slider.current?.setAttribute('aria-valuetext', textOf(offsetMs));
    };
    const follow = (offsetMs: number) => {
      show(offsetMs);
      const next = followHead(window, offsetMs, durationMs);
      if (next !== window && playback.state.getState().velocity !== 0) onWindow(next);
    };
    show(playback.offsetMs);
    return playback.onFrame(follow);
  }, [playback, window, durationMs, textOf, onWindow, slider]);
  // Both are as wide as the timeline and moved by a transform: following the time so needs no layout.
  const { overviewPx } = timelineLayout;
  return (
    <div aria-hidden className="pointer-events-none">
      <div ref={head} className="absolute inset-x-0 top-0" style={{ bottom: overviewPx }}>
        <div className="absolute inset-y-0 -left-px w-0.5 bg-danger before:absolute before:-left-1 before:size-2.5 before:rounded-full before:bg-danger" />
      </div>
      <div ref={overviewHead} className="absolute inset-x-0 bottom-0" style={{ height: overviewPx }}>
        <div className="absolute inset-y-0 -left-px w-0.5 bg-danger" />
      </div>
    </div>
  );
}

function trackletAt(
  tracklets: readonly Tracklet[],
  lanes: { readonly laneOf: Uint16Array; readonly count: number },
  atMs: number,
  y: number,
  heightPx: number,
): Tracklet | null {
  const index = tracklets.findIndex((tracklet, i) => {
    const bar = barOf(lanes.laneOf[i]!, lanes.count, heightPx);
    return atMs >= tracklet.startOffsetMs && atMs <= tracklet.endOffsetMs && y >= bar.y && y <= bar.y + bar.h;
  });
  return tracklets[index] ?? null;
}

function keyTarget(key: string, offsetMs: number, durationMs: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return offsetMs - KEY_STEP_MS;
    case 'ArrowRight':
    case 'ArrowUp':
      return offsetMs + KEY_STEP_MS;
    case 'PageDown':
      return offsetMs - PAGE_STEP_MS;
    case 'PageUp':
      return offsetMs + PAGE_STEP_MS;
    case 'Home':
      return 0;
    case 'End':
      return durationMs;
    default:
      return null;
  }
}
