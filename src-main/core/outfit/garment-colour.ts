import type { GarmentColour, Outfit } from '#shared/contract/analysis.ts';
import type { RgbImage } from '../geometry/rgb-image.ts';
import { ciede2000 } from './ciede2000.ts';
import { type DominantColour, dominantColour } from './dominant-colour.ts';
import { hexOfLab, type Lab } from './lab.ts';
import { nameColour } from './palette.ts';
import { personPixels } from './person-pixels.ts';

/** A white-balanced picture of a person and its `cropQuality`. */
export interface OutfitCrop {
  readonly image: RgbImage;
  readonly quality: number;
}

type GarmentRegion = keyof Outfit;

/**
 * Where the garments of a standing person lie, as parts of the box's height. The waist, which moves with
 * build and jacket, is left out between top and bottom.
 */
const REGIONS: Readonly<Record<GarmentRegion, { readonly from: number; readonly to: number }>> = {
  top: { from: 0.18, to: 0.45 },
  bottom: { from: 0.54, to: 0.86 },
  shoes: { from: 0.93, to: 1 },
};

/** Colours further apart than this (CIEDE2000) do not support one another. */
const AGREEMENT = 12;
/** Below this confidence a colour is not worth telling. */
const MIN_CONFIDENCE = 0.1;

/**
 * The colours of a tracklet's garments: per region the weighted medoid of the crops' dominant colours, so
 * that a crop with another person in front cannot pull the colour away. Null where too little was seen.
 */
export function describeOutfit(crops: readonly OutfitCrop[]): Outfit {
  const people = crops.map((crop) => ({ pixels: personPixels(crop.image), quality: crop.quality }));
  const colourOf = (region: GarmentRegion): GarmentColour | null => {
    const { from, to } = REGIONS[region];
    const seen = people.flatMap(({ pixels, quality }) => {
      const colour = dominantColour(pixels, from, to);
      return colour === null ? [] : [{ colour, weight: quality * colour.share }];
    });
    return combine(seen);
  };
  return { top: colourOf('top'), bottom: colourOf('bottom'), shoes: colourOf('shoes') };
}

interface WeightedColour {
  readonly colour: DominantColour;
  readonly weight: number;
}

function combine(seen: readonly WeightedColour[]): GarmentColour | null {
  const medoid = weightedMedoid(seen);
  if (medoid === null) return null;
  const near = seen.filter(({ colour }) => ciede2000(colour.lab, medoid) <= AGREEMENT);
  const total = sumOf(seen, ({ weight }) => weight);
  const support = sumOf(near, ({ weight }) => weight);
  const lab = weightedMean(near, support);
  const share = sumOf(near, ({ colour, weight }) => weight * colour.share) / support;
  const { name, clarity } = nameColour(lab);
  const confidence = (support / total) * share * (0.5 + 0.5 * clarity);
  if (confidence < MIN_CONFIDENCE) return null;
  return { name, hex: hexOfLab(lab), lab, confidence };
}

/** The seen colour with the least weighted distance to all others. */
function weightedMedoid(seen: readonly WeightedColour[]): Lab | null {
  let best: Lab | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const { colour } of seen) {
    const cost = sumOf(seen, (other) => other.weight * ciede2000(colour.lab, other.colour.lab));
    if (cost < least) {
      least = cost;
      best = colour.lab;
    }
  }
  return best;
}

function weightedMean(colours: readonly WeightedColour[], total: number): Lab {
  return {
    l: sumOf(colours, ({ colour, weight }) => weight * colour.lab.l) / total,
    a: sumOf(colours, ({ colour, weight }) => weight * colour.lab.a) / total,
    b: sumOf(colours, ({ colour, weight }) => weight * colour.lab.b) / total,
  };
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
