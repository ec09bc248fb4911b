import type { LinkingConfig } from './config.ts';
import { PLACE_WIDTH, PLACES_PER_TRACKLET, PLACES_WIDTH } from './tracklet-columns.ts';
import type { TrackletTable } from './tracklet-table.ts';
import type { TransitWindow } from './transit-window.ts';

/** Times at which two paths are compared. */
const COMPARED_TIMES = 4;
/** How far beyond its first and last place a path still tells where somebody was. */
const BEYOND_MS = 1_000;

/** Where two tracklets led, when both see the plan. */
export class PlacePairs {
  readonly #table: TrackletTable;
  readonly #config: LinkingConfig;

  constructor(table: TrackletTable, config: LinkingConfig) {
    this.#table = table;
    this.#config = config;
  }

  /** Whether any tracklet of the table has a place. */
  get areKnown(): boolean {
    const { places, count } = this.#table;
    for (let row = 0; row < count; row++) if (firstPlace(places, row) !== -1) return true;
    return false;
  }

  /**
   * How long the gap between two tracklets should be if one person walked straight on: from the last place of the first
   * to the first place of the second at the usual speed, less the time that either still saw them. Null where a place is
   * missing.
   */
  walkMs(from: number, to: number, window: TransitWindow): number | null {
    const { places, startUtcMs, endUtcMs } = this.#table;
    const exit = lastPlace(places, from);
    const entry = firstPlace(places, to);
    if (exit === -1 || entry === -1) return null;
    const straightM = Math.hypot(
      places[entry + 1]! - places[exit + 1]!,
      places[entry + 2]! - places[exit + 2]!,
    );
    const { detour, usualMps, floorChangeM } = this.#config;
    const farM = straightM + (window.isSameFloor ? 0 : floorChangeM);
    const seenMs = endUtcMs[from]! - startUtcMs[from]! - places[exit]! + places[entry]!;
    return Math.max(0, ((farM * detour) / usualMps) * 1000 - seenMs);
  }

  /**
   * How much likelier two paths that are seen at the same time are if they are one person's than if they are two
   * people's, when the second clock is `aheadMs` ahead: one person is in one place, two are spread over an area. 1 where
   * nothing is known.
   */
  meeting(first: number, second: number, aheadMs = 0): number {
    const { places, startUtcMs, endUtcMs } = this.#table;
    if (firstPlace(places, first) === -1 || firstPlace(places, second) === -1) return 1;
    const secondStartMs = startUtcMs[second]! - aheadMs;
    const fromMs = Math.max(startUtcMs[first]!, secondStartMs);
    const toMs = Math.min(endUtcMs[first]!, endUtcMs[second]! - aheadMs);
    let nats = 0;
    let count = 0;
    for (let at = 0; at < COMPARED_TIMES; at++) {
      const utcMs = fromMs + ((at + 0.5) / COMPARED_TIMES) * (toMs - fromMs);
      const a = this.#placeAt(first, utcMs - startUtcMs[first]!, ONE);
      const b = this.#placeAt(second, utcMs - secondStartMs, OTHER);
      if (!(a && b)) continue;
      nats += Math.log(this.#samePlaceRatio());
      count++;
    }
    // The places of a path are wrong together, so that all of them count as one.
    return count === 0 ? 1 : Math.exp(nats / count);
  }

  /** Of the two places that were written last. */
  #samePlaceRatio(): number {
    const { meetingAreaM2, meetingOutlierShare } = this.#config;
    const squaredM2 = (ONE.x - OTHER.x) ** 2 + (ONE.y - OTHER.y) ** 2;
    const varianceM2 = ONE.sd ** 2 + OTHER.sd ** 2;
    const density = Math.exp(-squaredM2 / (2 * varianceM2)) / (2 * Math.PI * varianceM2);
    return (1 - meetingOutlierShare) * density * meetingAreaM2 + meetingOutlierShare;
  }

  /** Writes where a row was so long after its start; false where that is not known. */
  #placeAt(row: number, atMs: number, into: MutablePlace): boolean {
    const { places } = this.#table;
    const first = firstPlace(places, row);
    const last = lastPlace(places, row);
    if (atMs < places[first]! - BEYOND_MS || atMs > places[last]! + BEYOND_MS) return false;
    let after = first;
    while (after < last && places[after]! < atMs) after += PLACE_WIDTH;
    const before = after === first ? after : after - PLACE_WIDTH;
    const spanMs = places[after]! - places[before]!;
    const share = spanMs > 0 ? Math.min(1, Math.max(0, (atMs - places[before]!) / spanMs)) : 0;
    into.x = mixed(places[before + 1]!, places[after + 1]!, share);
    into.y = mixed(places[before + 2]!, places[after + 2]!, share);
    into.sd = mixed(places[before + 3]!, places[after + 3]!, share);
    return true;
  }
}

interface MutablePlace {
  x: number;
  y: number;
  sd: number;
}

/** Kept for all calls: millions of pairs are compared. */
const ONE: MutablePlace = { x: 0, y: 0, sd: 0 };
const OTHER: MutablePlace = { x: 0, y: 0, sd: 0 };

function mixed(a: number, b: number, share: number): number {
  return a + share * (b - a);
}

/** Where in `places` the first place of a row begins; −1 without any. */
function firstPlace(places: Float32Array, row: number): number {
  const at = row * PLACES_WIDTH;
  return places[at + 3] === 0 ? -1 : at;
}

function lastPlace(places: Float32Array, row: number): number {
  for (let index = PLACES_PER_TRACKLET - 1; index >= 0; index--) {
    const at = row * PLACES_WIDTH + index * PLACE_WIDTH;
    if (places[at + 3] !== 0) return at;
  }
  return -1;
}
