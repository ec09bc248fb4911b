import type { Journey } from '#shared/contract/journeys.ts';
import { formatDuration } from '../../../lib/format.ts';

/** Where the visitor was before a stop; null at the first. Not every stop begins where the one before it ended. */
export function arrivalWords({ stops }: Pick<Journey, 'stops'>, index: number): string | null {
  const stop = stops[index];
  const arrival = stop?.arrival;
  if (!arrival) return null;
  const from = stops.find(({ ordinal }) => ordinal === arrival.fromOrdinal);
  const isNeighbour = from === stops[index - 1];
  if (arrival.gapMs > 0) {
    const gap = `${formatDuration(arrival.gapMs)} not observed`;
    // Over a border, another camera may have been the last to see the visitor.
    if (from && !isNeighbour && from.trackletId === stop.link?.fromTrackletId)
      return `${gap}, then ${from.cameraName} again`;
    return isNeighbour || !from ? gap : `${gap} since ${from.cameraName}`;
  }
  return isNeighbour || !from ? 'Both cameras at once' : `${from.cameraName} sees the visitor all along`;
}
