import type { LinkTracklet } from '../../src-main/core/linking/types.ts';
import { Random } from '../random.ts';

export const EMBEDDING_LENGTH = 128;
const EFFECTIVE_DIRECTIONS = 4;

/** Garment colours as a tracklet has them. */
export type SeenColours = LinkTracklet['colours'];

/** Says how a person looks to a camera. */
export interface AppearanceSource {
  /** How many different people it knows; person ids wrap around. */
  readonly people: number;
  /**
   * Writes int8[128] into `target` at `offset`, and returns the garments' colours, null where they are not
   * modelled. `uniform` people share one outfit.
   */
  describe(
    person: number,
    camera: number,
    isUniform: boolean,
    random: Random,
    target: Int8Array,
    offset: number,
  ): SeenColours | null;
}

export interface NoiseModel {
  /** Outfits that are in fashion: people gather around them, so that look-alikes exist. */
  readonly fashions: number;
  /** Spread of people around their fashion, of a camera's cast, and of single crops; all relative to 1. */
  readonly personSpread: number;
  readonly cameraSpread: number;
  readonly cropSpread: number;
}

/**
 * Fitted to the default descriptor on Market-1501's subset: with 151 people under 6 cameras, the mean of a
 * person's crops in one camera finds the same person in another first in about the same share of cases.
 */
export const defaultNoise: NoiseModel = Object.freeze({
  fashions: 40,
  personSpread: 0.8,
  cameraSpread: 0.45,
  cropSpread: 0.65,
});

/** Gaussian appearance: fashion + person + cast of the camera + crop, normalised and quantised as in the study. */
export function modelledAppearance(
  seed: number,
  people: number,
  cameras: number,
  noise: NoiseModel = defaultNoise,
): AppearanceSource {
  const random = new Random(seed ^ 0x5eed);
  const scales = spectrum();
  const table = (rows: number, spread: number): Float32Array =>
    Float32Array.from({ length: rows * EMBEDDING_LENGTH }, (_, i) =>
      random.normal(0, spread * (scales[i % EMBEDDING_LENGTH] ?? 0)),
    );
  const fashions = table(noise.fashions, 1);
  const casts = table(cameras, noise.cameraSpread);
  const uniform = table(1, 1);
  const fashionOf = Uint16Array.from({ length: people }, () => random.index(noise.fashions));
  const work = new Float32Array(EMBEDDING_LENGTH);
  return {
    people,
    describe(person, camera, isUniform, crop, target, offset) {
      // A person's own part is drawn again from their number each time: 10^6 people need no table.
      const own = new Random(seed * 7_919 + person);
      const base = isUniform ? 0 : (fashionOf[person % people] ?? 0) * EMBEDDING_LENGTH;
      const ground = isUniform ? uniform : fashions;
      let square = 0;
      for (let i = 0; i < EMBEDDING_LENGTH; i++) {
        const value =
          (ground[base + i] ?? 0) +
          (casts[camera * EMBEDDING_LENGTH + i] ?? 0) +
          (scales[i] ?? 0) *
            (gaussian(own) * noise.personSpread * (isUniform ? 0.25 : 1) + gaussian(crop) * noise.cropSpread);
        work[i] = value;
        square += value * value;
      }
      const factor = 127 / Math.sqrt(square);
      for (let i = 0; i < EMBEDDING_LENGTH; i++) target[offset + i] = Math.round((work[i] ?? 0) * factor);
      return null;
    },
  };
}

/** Descriptors of people fill few directions: the spread falls off, as the eigenvalues of real ones do. */
function spectrum(): Float32Array {
  const raw = Float32Array.from({ length: EMBEDDING_LENGTH }, (_, i) => 1 / (1 + i / EFFECTIVE_DIRECTIONS));
  const norm = Math.hypot(...raw);
  return raw.map((value) => value / norm);
}

/** Sum of uniforms: close to normal, and many times faster than Box–Muller for 10^8 draws. */
function gaussian(random: Random): number {
  return (random.next() + random.next() + random.next() - 1.5) * 2;
}

/** What is known of a real view, or of one of its crops. */
export interface RecordedLook {
  /** int8[128] */
  readonly packed: Int8Array;
  readonly colours: SeenColours;
}

/** Descriptors of real crops: `looks[person][camera]` lists them; a missing camera borrows another one's. */
export function recordedAppearance(
  looks: readonly (readonly (readonly RecordedLook[])[])[],
): AppearanceSource {
  return {
    people: looks.length,
    describe(person, camera, _isUniform, random, target, offset) {
      const cameras = looks[person % looks.length] ?? [];
      const filled = cameras.filter((ofCamera) => ofCamera.length > 0);
      const here = cameras[camera % Math.max(1, cameras.length)] ?? [];
      const look = random.pick(here.length > 0 ? here : random.pick(filled));
      target.set(look.packed, offset);
      return look.colours;
    },
  };
}
