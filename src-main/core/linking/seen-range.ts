import type { LinkingConfig } from './config.ts';
import { PLACE_WIDTH, PLACES_WIDTH, type TrackletData } from './tracklet-columns.ts';
import type { LinkCamera } from './types.ts';

/**
 * The cameras with how far they see people: views are drawn as far as people are told apart, and people are found much
 * further away. Whose views meet there must not be taken for two people.
 */
export function camerasAsSeen(
  { cameraIds, places }: TrackletData,
  cameras: readonly LinkCamera[],
  config: LinkingConfig,
): LinkCamera[] {
  const rowsOf = Map.groupBy(cameraIds.keys(), (row) => cameraIds[row]!);
  return cameras.map((camera) => {
    const farthest = (rowsOf.get(camera.id) ?? [])
      .map((row) => farthestM(places, row, camera))
      .filter((m) => m > 0);
    if (farthest.length < config.seenRangeMinTracklets) return camera;
    const sorted = Float64Array.from(farthest).sort();
    return { ...camera, seenRangeM: sorted[Math.floor(config.seenRangeQuantile * (sorted.length - 1))]! };
  });
}

/** From a camera to the farthest place of a row; 0 without any. */
function farthestM(places: Float32Array, row: number, { posM }: LinkCamera): number {
  let most = 0;
  for (let at = row * PLACES_WIDTH; posM && at < (row + 1) * PLACES_WIDTH; at += PLACE_WIDTH) {
    if (places[at + 3] === 0) break;
    most = Math.max(most, Math.hypot(places[at + 1]! - posM.x, places[at + 2]! - posM.y));
  }
  return most;
}
