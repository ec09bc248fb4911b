import type { RgbImage } from '../geometry/rgb-image.ts';
import type { OutfitEmbedder } from './embedder.ts';
import { normalised } from './embedding.ts';
import type { PersonPixels } from './foreground.ts';
import { personPixels } from './person-pixels.ts';
import { EMBEDDING_LENGTH } from './types.ts';

const STRIPES = 6;
/** The head says little about the outfit: stripes start below it. */
const TOP = 0.12;
const GREY_BINS = 6;
const HUE_BINS = 7;
const COLOUR_BINS = GREY_BINS + 2 * HUE_BINS;
const TEXTURE_BINS = 8;
/** Chroma at which a pixel counts as half grey, half coloured. */
const HALF_CHROMA = 12;
/** Share of the texture in the squared length of the vector. */
const TEXTURE_SHARE = 0.06;

/**
 * The descriptor that needs no training: colour histograms of six horizontal stripes and the directions of
 * edges, of the person's pixels only. 6 × 20 colour values + 8 of texture = 128.
 *
 * Histograms of stripes after Gray & Tao 2008 and the salience of weights of Farenzena et al. 2010 (SDALF);
 * square roots make the inner product the Bhattacharyya coefficient.
 */
export const stripeEmbedder: OutfitEmbedder = Object.freeze({
  space: 'colour-stripes-1',
  embed: (crops: readonly RgbImage[]) => crops.map((crop) => describeStripes(personPixels(crop))),
});

function describeStripes(pixels: PersonPixels): Float32Array {
  const vector = new Float32Array(EMBEDDING_LENGTH);
  vector.set(colourPart(pixels), 0);
  vector.set(texturePart(pixels), STRIPES * COLOUR_BINS);
  return normalised(vector);
}

function colourPart({ widthPx, heightPx, lab, weight }: PersonPixels): Float32Array {
  const bins = new Float32Array(STRIPES * COLOUR_BINS);
  for (let y = 0; y < heightPx; y++) {
    const place = (((y + 0.5) / heightPx - TOP) / (1 - TOP)) * STRIPES - 0.5;
    if (place < -1) continue;
    for (let x = 0; x < widthPx; x++) {
      const pixel = y * widthPx + x;
      spread(place, STRIPES, (stripe, share) => {
        addColour(bins, stripe * COLOUR_BINS, lab, pixel * 3, share * weight[pixel]!);
      });
    }
  }
  for (let stripe = 0; stripe < STRIPES; stripe++) {
    const part = bins.subarray(stripe * COLOUR_BINS, (stripe + 1) * COLOUR_BINS);
    const total = part.reduce((sum, value) => sum + value, 1e-6);
    for (let bin = 0; bin < COLOUR_BINS; bin++) {
      part[bin] = Math.sqrt(((1 - TEXTURE_SHARE) * part[bin]!) / (total * STRIPES));
    }
  }
  return bins;
}

function addColour(bins: Float32Array, start: number, lab: Float32Array, at: number, weight: number): void {
  const l = lab[at]! / 100;
  const chroma = Math.hypot(lab[at + 1]!, lab[at + 2]!);
  const coloured = chroma ** 2 / (chroma ** 2 + HALF_CHROMA ** 2);
  spread(l * (GREY_BINS - 1), GREY_BINS, (bin, share) => {
    bins[start + bin] = bins[start + bin]! + weight * (1 - coloured) * share;
  });
  const turn = Math.atan2(lab[at + 2]!, lab[at + 1]!) / (2 * Math.PI) + 1;
  spreadAround(turn * HUE_BINS, HUE_BINS, (hue, hueShare) => {
    spread((l - 0.25) / 0.4, 2, (level, share) => {
      const bin = start + GREY_BINS + level * HUE_BINS + hue;
      bins[bin] = bins[bin]! + weight * coloured * hueShare * share;
    });
  });
}

/** Energy of luminance edges by direction, over the upper and the lower body. */
function texturePart({ widthPx, heightPx, lab, weight }: PersonPixels): Float32Array {
  const bins = new Float32Array(TEXTURE_BINS);
  const directions = TEXTURE_BINS / 2;
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const pixel = y * widthPx + x;
      const dx = lab[(pixel + 1) * 3]! - lab[(pixel - 1) * 3]!;
      const dy = lab[(pixel + widthPx) * 3]! - lab[(pixel - widthPx) * 3]!;
      const half = y < heightPx / 2 ? 0 : directions;
      spreadAround((Math.atan2(dy, dx) / Math.PI + 1) * directions, directions, (bin, share) => {
        bins[half + bin] = bins[half + bin]! + share * weight[pixel]! * Math.hypot(dx, dy);
      });
    }
  }
  const total = bins.reduce((sum, value) => sum + value, 1e-6);
  return bins.map((value) => Math.sqrt((TEXTURE_SHARE * value) / total));
}

/** Splits a unit of mass linearly between the two bins around a position; the ends take what lies outside. */
function spread(position: number, bins: number, add: (bin: number, share: number) => void): void {
  const inside = Math.min(bins - 1, Math.max(0, position));
  const low = Math.min(bins - 2, Math.floor(inside));
  add(low, 1 - (inside - low));
  add(low + 1, inside - low);
}

/** The same around a circle. */
function spreadAround(position: number, bins: number, add: (bin: number, share: number) => void): void {
  const low = Math.floor(position);
  add(low % bins, 1 - (position - low));
  add((low + 1) % bins, position - low);
}
