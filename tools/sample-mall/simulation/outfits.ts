import type { Random } from '../../random.ts';

/** The rigged people of the asset folder, and which garments each model has. */
export const MODELS = [
  { key: 'Smooth_Male_Casual', isFemale: false, hasJacket: false, isDress: false },
  { key: 'Smooth_Male_LongSleeve', isFemale: false, hasJacket: false, isDress: false },
  { key: 'Smooth_Male_Shirt', isFemale: false, hasJacket: false, isDress: false },
  { key: 'Smooth_Female_Alternative', isFemale: true, hasJacket: true, isDress: false },
  { key: 'Smooth_Female_Casual', isFemale: true, hasJacket: false, isDress: false },
  { key: 'Smooth_Female_TankTop', isFemale: true, hasJacket: false, isDress: false },
  { key: 'Smooth_Female_Dress', isFemale: true, hasJacket: false, isDress: true },
] as const;
export const STAFF_MODEL = 'Smooth_Male_Suit';

/** Cloth as worn, sRGB. The name is what a person would call it. */
const TOPS = [
  ['black', '#1b1b1e'],
  ['white', '#d9d8d2'],
  ['grey', '#7d8084'],
  ['dark blue', '#1f2c4d'],
  ['blue', '#2f62a8'],
  ['light blue', '#9dbcd8'],
  ['red', '#a9232b'],
  ['dark red', '#5e1a22'],
  ['green', '#3f7a45'],
  ['dark green', '#29402f'],
  ['yellow', '#d2ab2d'],
  ['orange', '#c9642a'],
  ['pink', '#cf8fa1'],
  ['purple', '#5d3f7d'],
  ['beige', '#c2ae8c'],
  ['brown', '#5d412c'],
] as const;
const BOTTOMS = [
  ['black', '#17171a'],
  ['dark blue', '#222d47'],
  ['blue', '#44608c'],
  ['light blue', '#7f99b8'],
  ['grey', '#63666a'],
  ['beige', '#b49f7c'],
  ['brown', '#4f3b2b'],
  ['white', '#d0cfca'],
  ['dark green', '#36402f'],
] as const;
const SHOES = [
  ['black', '#141414'],
  ['white', '#d6d6d4'],
  ['brown', '#5a3d28'],
  ['grey', '#6d6f72'],
  ['red', '#96222a'],
] as const;
const SKINS = ['#e0b08d', '#c98f67', '#a06a45', '#7a4b2e', '#573522', '#d9a27a'] as const;
const HAIRS = ['#1a1310', '#2c1d14', '#4a2f1c', '#7a5730', '#b08a4f', '#6e6a66', '#2a2220'] as const;

export interface Garment {
  readonly name: string;
  readonly hex: string;
}

export interface Outfit {
  readonly model: string;
  readonly heightM: number;
  readonly top: Garment;
  readonly jacket: Garment | null;
  readonly bottom: Garment;
  readonly shoes: Garment;
  readonly skinHex: string;
  readonly hairHex: string;
}

const garment = ([name, hex]: readonly [string, string]): Garment => ({ name, hex });

export const staffOutfit = (random: Random): Outfit => ({
  model: STAFF_MODEL,
  heightM: random.normal(1.8, 0.04),
  top: { name: 'dark blue', hex: '#18223a' },
  jacket: null,
  bottom: { name: 'dark blue', hex: '#18223a' },
  shoes: { name: 'black', hex: '#121212' },
  skinHex: random.pick(SKINS),
  hairHex: random.pick(HAIRS),
});

/** A visitor's outfit; `taken` keeps tops and bottoms of one study from repeating as a pair too soon. */
export function randomOutfit(random: Random, taken: Set<string>): Outfit {
  for (let attempt = 0; ; attempt++) {
    const model = random.pick(MODELS);
    const top = garment(random.pick(TOPS));
    const bottom = model.isDress ? top : garment(random.pick(BOTTOMS));
    const key = `${top.name}/${bottom.name}`;
    if (taken.has(key) && attempt < 20) continue;
    taken.add(key);
    return {
      model: model.key,
      heightM: model.isFemale ? random.normal(1.66, 0.06) : random.normal(1.79, 0.07),
      top,
      jacket: model.hasJacket ? garment(random.pick(TOPS)) : null,
      bottom,
      shoes: garment(random.pick(SHOES)),
      skinHex: random.pick(SKINS),
      hairHex: random.pick(HAIRS),
    };
  }
}
