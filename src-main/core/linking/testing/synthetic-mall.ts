/** A made-up mall for tests: visitors with outfits walk from camera to camera, and the truth is known. */
import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import type { ForcedLink, LinkCamera, LinkTracklet, RegionColour } from '../types.ts';
import { SeededRandom } from './seeded-random.ts';

export interface MallOptions {
  readonly seed: number;
  readonly visitors: number;
  readonly cameras: number;
  /** From the first arrival to the last. */
  readonly arrivalsMs: number;
  readonly arePlaced: boolean;
  /** How much of an outfit is the visitor's own, against the style that one in twelve shares. */
  readonly individuality: number;
  /** Length of the noise on a visitor's unit embedding: 0.5 is a good model, 1.0 a weak one. */
  readonly embeddingNoise: number;
  /** Mean number of cameras that a visitor passes. */
  readonly meanStops: number;
  /** How long a visitor stays in view at least; four times as long at most. */
  readonly stayMs: number;
}

export const defaultMall: MallOptions = Object.freeze({
  seed: 1,
  visitors: 100,
  cameras: 8,
  arrivalsMs: 60 * 60_000,
  arePlaced: true,
  individuality: 0.8,
  embeddingNoise: 0.7,
  meanStops: 4,
  stayMs: 4_000,
});

export interface Mall {
  readonly cameras: LinkCamera[];
  /** In no order. */
  readonly tracklets: LinkTracklet[];
  readonly visitorOf: ReadonlyMap<number, number>;
}

export const MALL_START_UTC_MS = Date.UTC(2026, 10, 20, 9);
const SPACING_M = 30;
const WALK_MPS = 1.3;
/** Outfits come in so many styles; visitors of one style look alike. */
const STYLES = 12;

export function makeMall(options: Partial<MallOptions> = {}): Mall {
  const mall = { ...defaultMall, ...options };
  const random = new SeededRandom(mall.seed);
  const cameras = placeCameras(mall);
  const styles = Array.from({ length: STYLES }, () => unitVector(random));
  const cameraLight = cameras.map(() => unitVector(random));
  const tracklets: LinkTracklet[] = [];
  const visitorOf = new Map<number, number>();

  for (let visitor = 0; visitor < mall.visitors; visitor++) {
    const style = styles[Math.floor(random.next() * STYLES)]!;
    const look = mix([style, 0.8], [unitVector(random), mall.individuality]);
    const garments = { top: randomColour(random), bottom: randomColour(random), shoes: randomColour(random) };
    let camera = Math.floor(random.next() * cameras.length);
    let timeMs = MALL_START_UTC_MS + random.next() * mall.arrivalsMs;
    do {
      const stayMs = mall.stayMs * (1 + 3 * random.next());
      const id = tracklets.length + 1;
      const seen = mix([look, 1], [unitVector(random), mall.embeddingNoise], [cameraLight[camera]!, 0.3]);
      tracklets.push({
        id,
        cameraId: camera + 1,
        startUtcMs: Math.round(timeMs),
        endUtcMs: Math.round(timeMs + stayMs),
        embedding: Int8Array.from(seen, (value) => Math.round(value * 127)),
        colours: {
          top: seenColour(garments.top, random),
          bottom: seenColour(garments.bottom, random),
          shoes: null,
        },
        entry: null,
        exit: null,
      });
      visitorOf.set(id, visitor);
      const next = neighbour(camera, cameras.length, random);
      const walkMs = ((SPACING_M * 1.2) / WALK_MPS) * 1000 * Math.exp(0.25 * random.normal());
      timeMs += stayMs + walkMs;
      camera = next;
    } while (random.next() < 1 - 1 / mall.meanStops);
  }
  return { cameras, tracklets, visitorOf };
}

/**
 * The same footage in files of so many ms: each tracklet is cut where one ends, and its parts, each with a little of its own in
 * its look, are known to go on as the next.
 */
export function inFiles(
  mall: Mall,
  fileMs: number,
  lookNoise: number,
): Mall & { readonly forced: ForcedLink[] } {
  const random = new SeededRandom(7);
  const forced: ForcedLink[] = [];
  const visitorOf = new Map<number, number>();
  const tracklets = mall.tracklets.flatMap((whole) => {
    const look = [...whole.embedding!].map((value) => value / 127);
    const borders: number[] = [];
    const firstMs = MALL_START_UTC_MS + Math.ceil((whole.startUtcMs - MALL_START_UTC_MS) / fileMs) * fileMs;
    for (let atMs = firstMs; atMs < whole.endUtcMs; atMs += fileMs)
      if (atMs > whole.startUtcMs) borders.push(atMs);
    const edges = [whole.startUtcMs, ...borders, whole.endUtcMs];
    return edges.slice(1).map((endUtcMs, part): LinkTracklet => {
      const id = whole.id * 100 + part;
      if (part > 0) forced.push({ fromId: id - 1, toId: id });
      visitorOf.set(id, mall.visitorOf.get(whole.id)!);
      const seen = mix([look, 1], [unitVector(random), lookNoise]);
      const embedding = Int8Array.from(seen, (value) => Math.round(value * 127));
      return { ...whole, id, startUtcMs: edges[part]!, endUtcMs, embedding };
    });
  });
  return { cameras: mall.cameras, tracklets, visitorOf, forced };
}

/** Along a corridor, looking down it, so that views do not overlap. */
function placeCameras({ cameras, arePlaced }: MallOptions): LinkCamera[] {
  return Array.from({ length: cameras }, (_, index) => ({
    id: index + 1,
    floorId: arePlaced ? 1 : null,
    posM: arePlaced ? { x: 10 + index * SPACING_M, y: 20 } : null,
    headingDeg: 0,
    fovDeg: 80,
    rangeM: 10,
  }));
}

function neighbour(camera: number, cameras: number, random: SeededRandom): number {
  if (cameras === 1) return 0;
  const step = random.next() < 0.7 ? 1 : -1;
  const next = camera + step;
  return next < 0 || next >= cameras ? camera - step : next;
}

function unitVector(random: SeededRandom): number[] {
  const values = Array.from({ length: EMBEDDING_LENGTH }, () => random.normal());
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

function mix(...parts: readonly (readonly [vector: readonly number[], weight: number])[]): number[] {
  const sum = Array.from({ length: EMBEDDING_LENGTH }, (_, i) =>
    parts.reduce((total, [vector, weight]) => total + vector[i]! * weight, 0),
  );
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}

type PlainColour = Omit<RegionColour, 'confidence'>;

function randomColour(random: SeededRandom): PlainColour {
  return { l: 20 + random.next() * 60, a: random.normal() * 20, b: random.normal() * 20 };
}

function seenColour({ l, a, b }: PlainColour, random: SeededRandom): RegionColour {
  return {
    l: l + random.normal() * 6,
    a: a + random.normal() * 4,
    b: b + random.normal() * 4,
    confidence: 0.8,
  };
}
