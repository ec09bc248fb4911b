import L from 'leaflet';
import { useCallback, useEffect, useRef } from 'react';
import { useMap, useMapEvents } from 'react-leaflet';
import type { Journey } from '#shared/contract/journeys.ts';
import type { PointM, PointPx } from '#shared/units.ts';
import { Canvas, type CanvasHandle } from '../../lib/canvas/Canvas.tsx';
import type { Draw } from '../../lib/canvas/canvas-surface.ts';
import { toLatLng } from '../../lib/plan-map/plan-crs.ts';
import { type Itinerary, positionAt, type Walks } from './model/itinerary.ts';
import { type Dot, dotsOf, paintVisitors } from './model/paint-visitors.ts';
import type { Presence } from './model/presence.ts';
import type { PlanPlayback } from './plan-playback.ts';

export interface VisitorLayerProps {
  playback: PlanPlayback;
  presence: Presence | null;
  itineraries: readonly Itinerary[];
  walks: Walks;
  floorId: number;
  selected: Journey | null;
  /** Keeps the selected visitor in the middle of the map. */
  isFollowing: boolean;
  onFollowing(isFollowing: boolean): void;
  /** The followed visitor went to another floor. */
  onFloor(floorId: number): void;
  onSelect(journeyId: number | null): void;
}

/** How near to a dot, in screen pixels, a click counts as on it. */
const CLICK_REACH_PX = 12;

/** The visitors on one floor, on a canvas over the map: one element however many they are. */
export function VisitorLayer(props: VisitorLayerProps) {
  const { playback, presence, itineraries, walks, floorId, selected } = props;
  const { isFollowing, onSelect, onFollowing, onFloor } = props;
  const map = useMap();
  const canvas = useRef<CanvasHandle>(null);
  const draw = useCallback<Draw>(
    (context, _size, colour) => {
      const { utcMs } = playback;
      const candidates = presence?.candidatesAt(utcMs) ?? [];
      paintVisitors(context, colour, {
        candidates,
        utcMs,
        floorId,
        selected,
        walks,
        toScreen: screenOf(map),
      });
    },
    [playback, presence, floorId, selected, walks, map],
  );
  useMapEvents({
    move: () => canvas.current?.drawNow(),
    // Who drags the map wants to look elsewhere.
    dragstart: () => onFollowing(false),
    click: (event) => {
      const { utcMs } = playback;
      const candidates = presence?.candidatesAt(utcMs) ?? [];
      const dots = dotsOf({ candidates, utcMs, floorId, toScreen: screenOf(map) });
      onSelect(nearest(dots, event.containerPoint)?.itinerary.journeyId ?? null);
    },
  });
  const followed = isFollowing
    ? itineraries.find((itinerary) => itinerary.journeyId === selected?.id)
    : undefined;
  useEffect(
    () =>
      playback.onTick((utcMs) => {
        const position = followed && positionAt(followed, utcMs);
        if (position?.floorId === floorId) centreOn(map, position.posM);
        else if (position) onFloor(position.floorId);
        canvas.current?.drawNow();
      }),
    [playback, map, followed, floorId, onFloor],
  );
  return (
    <Canvas
      ref={canvas}
      draw={draw}
      aria-hidden
      className="pointer-events-none absolute inset-0 z-[650] size-full"
    />
  );
}

/** The map's projection as plain arithmetic: Leaflet's own makes three objects per point. */
function screenOf(map: L.Map): (pointM: PointM) => PointPx {
  const origin = map.latLngToContainerPoint([0, 0]);
  const scale = map.getZoomScale(map.getZoom(), 0);
  return (pointM) => ({ x: origin.x + pointM.x * scale, y: origin.y + pointM.y * scale });
}

function centreOn(map: L.Map, posM: PointM): void {
  const target = map.latLngToContainerPoint(toLatLng(posM));
  const offset = target.subtract(map.getSize().divideBy(2));
  if (Math.abs(offset.x) >= 1 || Math.abs(offset.y) >= 1) map.panBy(L.point(offset), { animate: false });
}

function nearest(dots: readonly Dot[], point: PointPx): Dot | null {
  let best: Dot | null = null;
  let bestPx = CLICK_REACH_PX;
  for (const dot of dots) {
    const px = Math.hypot(dot.x - point.x, dot.y - point.y);
    if (px > bestPx) continue;
    best = dot;
    bestPx = px;
  }
  return best;
}
