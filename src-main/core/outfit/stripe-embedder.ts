import type { ScalableImage } from '../geometry/rgb-image.ts';
import type { OutfitEmbedder } from './embedder.ts';
import { normalised } from './embedding.ts';
import type { PersonPixels } from './foreground.ts';
import { type LightNormal, lightNormal } from './light-normal.ts';
import { personPixels } from './person-pixels.ts';
import { EMBEDDING_LENGTH } from './types.ts';

const STRIPES = 8;
/** The head says little about the outfit: stripes start below it. */
const TOP = 0.12;
const GREY_BINS = 6;
const HUE_BINS = 9;
const COLOUR_BINS = GREY_BINS + HUE_BINS;
const TEXTURE_BINS = EMBEDDING_LENGTH - STRIPES * COLOUR_BINS;
/** Chroma at which a pixel counts as half grey, half coloured. */
const HALF_CHROMA = 12;
/** Share of the texture in the squared length of the vector; more did not help on Market-1501. */
const TEXTURE_SHARE = 0.08;
/** Power of the histogram values: below ½ (Hellinger), so that a small garment counts beside a large one. */
const POWER = 0.4;
/** Power of the pixels' weights: pixels that are probably wall are left out, not just counted less. */
const WEIGHT_POWER = 1.5;

/**
 * The descriptor that needs no training: colour histograms of eight horizontal stripes and the directions of
 * edges, of the person's pixels only. 8 × 15 colour values + 8 of texture = 128.
 *
 * Stripes after Gray & Tao 2008, weights by the body after Farenzena et al. 2010 (SDALF); the light of the
 * place is taken out of each crop first (`lightNormal`), which matters most between cameras.
 */
export const stripeEmbedder: OutfitEmbedder = Object.freeze({
  space: 'colour-stripes-2',
  embed: (crops: readonly ScalableImage[]) => crops.map((crop) => describeStripes(personPixels(crop))),
});

function describeStripes(pixels: PersonPixels): Float32Array {
  const vector = new Float32Array(EMBEDDING_LENGTH);
  const colours = vector.subarray(0, STRIPES * COLOUR_BINS);
  const texture = vector.subarray(STRIPES * COLOUR_BINS);
  addColours(colours, pixels, lightNormal(pixels));
  for (let stripe = 0; stripe < STRIPES; stripe++) {
    flatten(colours.subarray(stripe * COLOUR_BINS, (stripe + 1) * COLOUR_BINS), POWER);
  }
  addEdges(texture, pixels);
  flatten(texture, 0.5);
  scaleTo(colours, Math.sqrt(1 - TEXTURE_SHARE));
  scaleTo(texture, Math.sqrt(TEXTURE_SHARE));
  return normalised(vector);
}

/** Fills the stripes' histograms; every pixel is shared linearly between two stripes and two bins of each kind. */
function addColours(bins: Float32Array, pixels: PersonPixels, light: LightNormal): void {
  const { widthPx, heightPx, lab, weight } = pixels;
  for (let y = Math.floor(TOP * heightPx); y < heightPx; y++) {
    const stripe = binAt((((y + 0.5) / heightPx - TOP) / (1 - TOP)) * STRIPES - 0.5, STRIPES);
    const upper = Math.floor(stripe) * COLOUR_BINS;
    const lowerShare = stripe - Math.floor(stripe);
    for (let x = 0; x < widthPx; x++) {
      const pixel = y * widthPx + x;
      const mass = weight[pixel]! ** WEIGHT_POWER;
      addColour(bins, upper, (1 - lowerShare) * mass, lab, pixel * 3, light);
      if (lowerShare > 0) addColour(bins, upper + COLOUR_BINS, lowerShare * mass, lab, pixel * 3, light);
    }
  }
}

function addColour(
  bins: Float32Array,
  start: number,
  mass: number,
  lab: Float32Array,
  at: number,
  light: LightNormal,
): void {
  const a = lab[at + 1]! - light.castA;
  const b = lab[at + 2]! - light.castB;
  const chromaSquared = a * a + b * b;
  const coloured = (mass * chromaSquared) / (chromaSquared + HALF_CHROMA * HALF_CHROMA);
  const grey = binAt(((lab[at]! * light.gain + light.offset) / 100) * (GREY_BINS - 1), GREY_BINS);
  addShared(bins, start, grey, mass - coloured, GREY_BINS);
  const turn = (Math.atan2(b, a) / (2 * Math.PI) + 1) % 1;
  addShared(bins, start + GREY_BINS, turn * HUE_BINS, coloured, HUE_BINS);
}

/** Energy of luminance edges by direction, over the upper and the lower half of the person. */
function addEdges(bins: Float32Array, { widthPx, heightPx, lab, weight }: PersonPixels): void {
  const directions = TEXTURE_BINS / 2;
  for (let y = 1; y < heightPx - 1; y++) {
    const start = y < heightPx / 2 ? 0 : directions;
    for (let x = 1; x < widthPx - 1; x++) {
      const pixel = y * widthPx + x;
      const dx = lab[(pixel + 1) * 3]! - lab[(pixel - 1) * 3]!;
      const dy = lab[(pixel + widthPx) * 3]! - lab[(pixel - widthPx) * 3]!;
      const turn = (Math.atan2(dy, dx) / Math.PI + 1) % 1;
      addShared(bins, start, turn * directions, weight[pixel]! * Math.sqrt(dx * dx + dy * dy), directions);
    }
  }
}

/** Shares a mass between the two bins around a position; beyond the last bin comes the first (a circle). */
function addShared(bins: Float32Array, start: number, position: number, mass: number, count: number): void {
  const low = Math.floor(position);
  const share = position - low;
  const first = start + (low % count);
  const second = start + ((low + 1) % count);
  bins[first] = bins[first]! + (1 - share) * mass;
  bins[second] = bins[second]! + share * mass;
}

/** A position cut to the centres of the first and last bin, for scales that are no circle. */
function binAt(position: number, count: number): number {
  return Math.min(count - 1, Math.max(0, position));
}

/** Turns masses into shares of 1 and raises them to a power. */
function flatten(bins: Float32Array, power: number): void {
  const total = bins.reduce((sum, value) => sum + value, 1e-6);
  for (let bin = 0; bin < bins.length; bin++) bins[bin] = (bins[bin]! / total) ** power;
}

function scaleTo(values: Float32Array, length: number): void {
  const factor = length / Math.max(Math.hypot(...values), 1e-6);
  for (let at = 0; at < values.length; at++) values[at] = values[at]! * factor;
}
