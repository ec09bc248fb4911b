/** Spreads the dots of visitors at one camera, so that none hides another. */
import type { PointPx } from '#shared/units.ts';

/** Turning by the golden angle fills a disc evenly (Vogel 1979, "A better way to construct the sunflower head"). */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** Distinct places on the disc; visitors beyond that share. */
const PLACES = 24;
/** Distance of the outermost place from the camera's point, in screen pixels. */
const RADIUS_PX = 22;

/** The visitor's own offset, always the same, so that a dot does not jump while others come and go. */
export function scatterPx(journeyId: number): PointPx {
  const place = journeyId % PLACES;
  const radius = RADIUS_PX * Math.sqrt((place + 0.5) / PLACES);
  return { x: radius * Math.cos(journeyId * GOLDEN_ANGLE), y: radius * Math.sin(journeyId * GOLDEN_ANGLE) };
}
