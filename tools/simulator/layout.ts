import type { Random } from '../random.ts';

/** Cameras, and which can be walked between without passing a third. */
export interface Layout {
  /** Metres: x of camera i at 2i, y at 2i + 1. */
  readonly posM: Float64Array;
  readonly level: Uint8Array;
  readonly neighbours: readonly (readonly { readonly camera: number; readonly distanceM: number }[])[];
  /** Cameras at entrances. */
  readonly entrances: readonly number[];
}

const SPACING_M = 26;
/** Walls make people go around. */
const DETOUR = 1.2;
const NEIGHBOURS = 4;

/**
 * Cameras on a jittered grid, as corridors have them; the four nearest are neighbours, both ways. The second
 * cameras of the first `overlooked` hang above them, one level higher.
 */
export function makeLayout(cameras: number, overlooked: number, random: Random): Layout {
  const columns = Math.ceil(Math.sqrt(cameras * 1.6));
  const posM = new Float64Array((cameras + overlooked) * 2);
  for (let i = 0; i < cameras; i++) {
    posM[2 * i] = ((i % columns) + random.between(0.25, 0.75)) * SPACING_M;
    posM[2 * i + 1] = (Math.floor(i / columns) + random.between(0.25, 0.75)) * SPACING_M;
  }
  posM.copyWithin(2 * cameras, 0, 2 * overlooked);
  const level = Uint8Array.from({ length: cameras + overlooked }, (_, i) => (i < cameras ? 0 : 1));
  const distance = (a: number, b: number): number =>
    DETOUR *
    Math.hypot((posM[2 * a] ?? 0) - (posM[2 * b] ?? 0), (posM[2 * a + 1] ?? 0) - (posM[2 * b + 1] ?? 0));
  const sets = Array.from({ length: cameras }, () => new Set<number>());
  for (let a = 0; a < cameras; a++) {
    const nearest = Array.from({ length: cameras }, (_, b) => b)
      .filter((b) => b !== a)
      .sort((b, c) => distance(a, b) - distance(a, c))
      .slice(0, NEIGHBOURS);
    for (const b of nearest) {
      sets[a]?.add(b);
      sets[b]?.add(a);
    }
  }
  const entrances = Array.from({ length: Math.max(1, Math.round(cameras / 4)) }, (_, i) => (i * 4) % cameras);
  return {
    posM,
    level,
    entrances,
    neighbours: sets.map((set, a) =>
      [...set].sort((b, c) => b - c).map((b) => ({ camera: b, distanceM: distance(a, b) })),
    ),
  };
}
