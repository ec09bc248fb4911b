import { useEffect, useMemo, useState } from 'react';
import type { Itinerary } from './model/itinerary.ts';
import { suggestedSpeed } from './model/playback-clock.ts';
import { indexPresence, type Presence } from './model/presence.ts';
import { PlanPlayback } from './plan-playback.ts';

/** Playback over the time of the given itineraries. */
export function usePlanPlayback(itineraries: readonly Itinerary[]): {
  readonly playback: PlanPlayback;
  readonly presence: Presence | null;
} {
  const presence = useMemo(() => indexPresence(itineraries), [itineraries]);
  const fromUtcMs = presence?.fromUtcMs ?? 0;
  const toUtcMs = presence?.toUtcMs ?? 0;
  const [playback] = useState(() => new PlanPlayback());
  useEffect(
    () => playback.setSpan(fromUtcMs, toUtcMs, suggestedSpeed(toUtcMs - fromUtcMs)),
    [playback, fromUtcMs, toUtcMs],
  );
  // Leaving the view stops the clock.
  useEffect(() => () => playback.pause(), [playback]);
  return { playback, presence };
}
