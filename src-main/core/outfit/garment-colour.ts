import type { GarmentColour, Outfit } from '#shared/contract/analysis.ts';
import type { ScalableImage } from '../geometry/rgb-image.ts';
import { bandPixels } from './body-bands.ts';
import { ciede2000 } from './ciede2000.ts';
import { type DominantColour, dominantColour } from './dominant-colour.ts';
import type { GarmentMap } from './garment-map.ts';
import { type ParsedPerson, parsedPerson } from './garment-pixels.ts';
import { garmentType, type TypeEvidence } from './garment-type.ts';
import { hexOfLab, type Lab } from './lab.ts';
import { nameColour } from './palette.ts';
import { personPixels } from './person-pixels.ts';

/** A white-balanced picture of a person, what the parser sees in it, and its `cropQuality`. */
export interface OutfitCrop {
  readonly image: ScalableImage;
  readonly garments: GarmentMap;
  readonly quality: number;
}

type Garment = keyof Outfit;

/** Least part of a crop that a garment must take for its colour to count. */
const MIN_AREA: Readonly<Record<Garment, number>> = { top: 0.02, bottom: 0.02, shoes: 0.004 };
/** Where the parser finds less of a person than this, it failed: a person fills about a third of their box. */
const MIN_PERSON_AREA = 0.1;
/** How much less the bands of the body tell than the parser. */
const BAND_TRUST = 0.6;
/** Colours further apart than this (CIEDE2000) do not support one another. */
const AGREEMENT = 12;
/** Below this confidence a colour is not worth telling. */
const MIN_CONFIDENCE = 0.1;

/** A crop's answer on one garment. */
interface SeenGarment extends TypeEvidence {
  readonly colour: DominantColour;
}

/**
 * What somebody wears: per garment the weighted medoid of the crops' dominant colours, so that a crop with another
 * person in front cannot pull the colour away. Null where too little was seen.
 *
 * The pixels are the parser's. Only where it finds no garment and hardly a person in any crop are they taken from where
 * garments usually are (`body-bands`); `method` says which.
 */
export function describeOutfit(crops: readonly OutfitCrop[]): Outfit {
  const parsed = crops.map((crop) => ({ ...crop, person: parsedPerson(crop.image, crop.garments) }));
  const isBlind = parsed.every(({ person }) => person.area < MIN_PERSON_AREA);
  const colourOf = (garment: Garment): GarmentColour | null => {
    const seen = parsed.flatMap((crop) => seenByParser(garment, crop));
    if (seen.length > 0) {
      const colour = combine(seen, 1);
      const type = garment === 'shoes' ? null : garmentType(garment, seen);
      return colour && { ...colour, type, method: 'parser' };
    }
    if (!isBlind) return null;
    const colour = combine(
      crops.flatMap((crop) => seenInBand(garment, crop)),
      BAND_TRUST,
    );
    return colour && { ...colour, type: null, method: 'bands' };
  };
  return { top: colourOf('top'), bottom: colourOf('bottom'), shoes: colourOf('shoes') };
}

function seenByParser(
  garment: Garment,
  { person, garments, quality }: OutfitCrop & { readonly person: ParsedPerson },
): SeenGarment[] {
  const pixels = person[garment];
  const colour = pixels.area < MIN_AREA[garment] ? null : dominantColour(pixels);
  if (colour === null) return [];
  const { dressShare } = pixels;
  return [{ colour, dressShare, types: garments.types, weight: quality * colour.share }];
}

function seenInBand(garment: Garment, { image, quality }: OutfitCrop): WeightedColour[] {
  const pixels = bandPixels(personPixels(image), garment);
  const colour = pixels && dominantColour(pixels);
  return colour === null ? [] : [{ colour, weight: quality * colour.share }];
}

interface WeightedColour {
  readonly colour: DominantColour;
  /** Above 0. */
  readonly weight: number;
}

/** `trust`: factor on the confidence. */
function combine(
  seen: readonly WeightedColour[],
  trust: number,
): Omit<GarmentColour, 'type' | 'method'> | null {
  const medoid = weightedMedoid(seen);
  if (medoid === null) return null;
  const near = seen.filter(({ colour }) => ciede2000(colour.lab, medoid) <= AGREEMENT);
  const total = sumOf(seen, ({ weight }) => weight);
  const support = sumOf(near, ({ weight }) => weight);
  const lab = weightedMean(near, support);
  const share = sumOf(near, ({ colour, weight }) => weight * colour.share) / support;
  const { name, clarity } = nameColour(lab);
  const confidence = (support / total) * share * (0.5 + 0.5 * clarity) * trust;
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
