import { type LookModel, type LookSum, measured } from '../looks/look-model.ts';
import { type Curve, lookRatios, strangersCurve } from './look-curves.ts';
import { DISTANCE_BINS, distanceBin, lookDistance, measuredDistance } from './look-distance.ts';

/** What journeys are cut into parts by. */
export interface PartEvidence {
  readonly rows: number;
  /** The row that follows each row in its journey; −1 for none. */
  readonly next: Int32Array;
  readonly looks: LookModel;
  /** Spread of one person's sightings, as in `lookDistance`. */
  readonly within: number;
  /** Pairs of rows that are certainly two people. */
  readonly strangers: readonly { readonly first: number; readonly second: number }[];
  /** In nats, without looks; −∞ where nobody could. */
  step(from: number, to: number): number;
  isCertain(from: number, to: number): boolean;
}

/**
 * Parts of journeys that are one person's for sure: cut wherever time and looks together leave a doubt. Looks of each
 * sighting are compared with those of the part before it alone, so that somebody put into another's journey shows.
 *
 * @returns rows of each part, in order of its first row.
 */
export function journeyParts(evidence: PartEvidence, minNats: number): number[][] {
  const { rows, next, looks, within } = evidence;
  const isFollower = new Uint8Array(rows);
  for (const follower of next) if (follower !== -1) isFollower[follower] = 1;
  const ratios = lookRatios(...growthCurves(evidence, isFollower));
  const parts: number[][] = [];
  for (let start = 0; start < rows; start++) {
    if (isFollower[start]) continue;
    let part = [start];
    let look = looks.of(start);
    parts.push(part);
    for (let from = start, to = next[start]!; to !== -1; from = to, to = next[to]!) {
      const distance = lookDistance(look, looks.of(to), within);
      const nats = Number.isNaN(distance) ? 0 : ratios[distanceBin(distance)]!;
      if (!evidence.isCertain(from, to) && evidence.step(from, to) + nats < minNats) {
        part = [];
        parts.push(part);
        look = looks.empty();
      }
      part.push(to);
      looks.add(look, to);
    }
  }
  return parts.sort((a, b) => a[0]! - b[0]!);
}

/** Distances of each sighting to its journey so far, and of strangers' sightings to it. */
function growthCurves(
  { rows, next, looks, within, strangers }: PartEvidence,
  isFollower: Uint8Array,
): [onePerson: Float64Array, strangers: Curve] {
  const onePerson = new Float64Array(DISTANCE_BINS);
  const strangersOf = new Map<number, number[]>();
  for (const { first, second } of strangers) {
    for (const [row, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const others = strangersOf.get(row);
      if (others) others.push(other);
      else strangersOf.set(row, [other]);
    }
  }
  const apart: number[] = [];
  const stranger = looks.empty();
  const compare = (sum: LookSum, row: number): void => {
    const others = strangersOf.get(row);
    if (!others) return;
    const look = measured(sum);
    for (const other of others) {
      looks.read(other, stranger);
      const distance = measuredDistance(look, measured(stranger), within);
      if (!Number.isNaN(distance)) apart.push(distance);
    }
  };
  for (let start = 0; start < rows; start++) {
    if (isFollower[start]) continue;
    const look = looks.of(start);
    compare(look, start);
    for (let row = next[start]!; row !== -1; row = next[row]!) {
      const distance = lookDistance(look, looks.of(row), within);
      if (!Number.isNaN(distance)) onePerson[distanceBin(distance)]!++;
      looks.add(look, row);
      compare(look, row);
    }
  }
  return [onePerson, strangersCurve(apart)];
}
