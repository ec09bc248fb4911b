import type { GarmentTypeName } from '#shared/contract/search.ts';
import { type Region, regions } from '../linking/types.ts';
import { ciede2000 } from '../outfit/ciede2000.ts';
import { typeHeads } from '../outfit/garment-map.ts';
import type { Lab } from '../outfit/lab.ts';
import { type PaletteColour, palette } from '../outfit/palette.ts';

/** CIELAB is cut into cells of this size; a colour is then at most 3.5 ΔE76 from the middle of its cell. */
const CELL = 4;
const MAX_CHROMA = 88;
const LIGHTNESS_CELLS = 100 / CELL + 1;
const CHROMA_CELLS = (2 * MAX_CHROMA) / CELL + 1;
const CELLS = LIGHTNESS_CELLS * CHROMA_CELLS * CHROMA_CELLS;
/** Cell of a garment that was not seen. */
export const UNSEEN = 0xffff;

/** The garments of everybody of one recording; rows as in its descriptors, three regions each: top, bottom, shoes. */
export interface RecordingGarments {
  /** `colourCell` of row r and region i at 3r + i; `UNSEEN` where the garment was not seen. */
  readonly cells: Uint16Array;
  /** Confidence of that colour, 0..255 for 0..1. */
  readonly confidence: Uint8Array;
  /** `typeCode` of the garment; 0 where its kind is not known. */
  readonly types: Uint8Array;
  /** Confidence of that kind, 0..255 for 0..1. */
  readonly typeConfidence: Uint8Array;
}

const kinds: readonly GarmentTypeName[] = [...typeHeads.top, ...typeHeads.bottom, 'dress'];

/** The number of a kind of garment, from 1; 0 for none. */
export function typeCode(name: GarmentTypeName | null): number {
  return name === null ? 0 : kinds.indexOf(name) + 1;
}

/** The cell of a colour; colours beyond the most vivid of clothes go to its border. */
export function colourCell({ l, a, b }: Lab): number {
  const chroma = (value: number): number =>
    Math.round((Math.min(MAX_CHROMA, Math.max(-MAX_CHROMA, value)) + MAX_CHROMA) / CELL);
  const lightness = Math.round(Math.min(100, Math.max(0, l)) / CELL);
  return (lightness * CHROMA_CELLS + chroma(a)) * CHROMA_CELLS + chroma(b);
}

function middleOf(cell: number): Lab {
  const chroma = (index: number): number => index * CELL - MAX_CHROMA;
  return {
    l: Math.floor(cell / CHROMA_CELLS ** 2) * CELL,
    a: chroma(Math.floor(cell / CHROMA_CELLS) % CHROMA_CELLS),
    b: chroma(cell % CHROMA_CELLS),
  };
}

/**
 * How far the cells are from a set of named colours, in CIEDE2000 to the nearest shade. Looked up, since the formula
 * itself, four shades long, would take seconds for the garments of 10^6 people.
 */
export class ColourDistances {
  readonly #shades: readonly Lab[];
  readonly #known = new Float32Array(CELLS).fill(Number.NaN);

  /** Throws RangeError for a name that is not of the palette. */
  constructor(names: readonly string[]) {
    this.#shades = names.flatMap((name) => paletteColour(name).shades);
  }

  of(cell: number): number {
    const known = this.#known[cell]!;
    if (!Number.isNaN(known)) return known;
    const middle = middleOf(cell);
    const least = Math.min(...this.#shades.map((shade) => ciede2000(middle, shade)));
    this.#known[cell] = least;
    return least;
  }
}

function paletteColour(name: string): PaletteColour {
  const found = palette.find((colour) => colour.name === name);
  if (!found) throw new RangeError(`“${name}” is no colour of the palette`);
  return found;
}

/** What will do for one garment; an empty list allows anything. */
export interface GarmentWish {
  readonly colours: readonly string[];
  readonly types: readonly GarmentTypeName[];
}

export type OutfitWish = Readonly<Record<Region, GarmentWish>>;

/** A wanted garment: which of a row's three it is, and what it must be like. */
export interface WantedGarment {
  readonly region: Region;
  readonly column: number;
  /** Null when any colour will do. */
  readonly distances: ColourDistances | null;
  /** Codes of the kinds; null when any will do. */
  readonly types: ReadonlySet<number> | null;
}

/** The regions of which something is wanted. Throws RangeError for a name that is not of the palette. */
export function wantedGarments(wish: OutfitWish): WantedGarment[] {
  return regions.flatMap((region, column) => {
    const { colours, types } = wish[region];
    if (colours.length === 0 && types.length === 0) return [];
    return [
      {
        region,
        column,
        distances: colours.length === 0 ? null : new ColourDistances(colours),
        types: types.length === 0 ? null : new Set(types.map(typeCode)),
      },
    ];
  });
}
