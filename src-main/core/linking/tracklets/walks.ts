/** Points of a walk that linking keeps, evenly spread over the time of its tracklet. More of them cost 6 bytes each. */
export const WALK_POINTS = 24;
/** Foot x, foot y and height of the box in source pixels, per point; a height of 0 where the walk is not known. */
export const WALK_WIDTH = 3 * WALK_POINTS;

/** Where somebody stood in a picture, in source pixels. */
export interface Foot {
  xPx: number;
  yPx: number;
  heightPx: number;
}

/** What tells where the people of tracklets were at any time. */
export interface Walks {
  /** Row-major [n × WALK_WIDTH]. */
  readonly walks: Int16Array;
  readonly startUtcMs: Float64Array;
  readonly endUtcMs: Float64Array;
}

export function hasWalk({ walks }: Walks, row: number): boolean {
  return walks[row * WALK_WIDTH + 2]! > 0;
}

/** Where somebody stood at a time between the tracklet's start and end; straight between the points that are kept. */
export function readFoot(
  { walks, startUtcMs, endUtcMs }: Walks,
  row: number,
  utcMs: number,
  into: Foot,
): void {
  const lastedMs = endUtcMs[row]! - startUtcMs[row]!;
  const place = lastedMs === 0 ? 0 : ((utcMs - startUtcMs[row]!) / lastedMs) * (WALK_POINTS - 1);
  const before = Math.max(0, Math.min(WALK_POINTS - 2, Math.floor(place)));
  const share = place - before;
  const at = row * WALK_WIDTH + 3 * before;
  const between = (offset: number): number =>
    walks[at + offset]! + share * (walks[at + 3 + offset]! - walks[at + offset]!);
  into.xPx = between(0);
  into.yPx = between(1);
  into.heightPx = between(2);
}
