import { ciede2000 } from './ciede2000.ts';
import { type Lab, labOfRgb } from './lab.ts';

/** A colour name as people use it for clothes, with the colours that it stands for. */
export interface PaletteColour {
  readonly name: string;
  /** Typical shades in camera footage, CIELAB; a colour is named after its nearest shade. */
  readonly shades: readonly Lab[];
}

/**
 * The named colours, dark to light and around the hue circle. Shades are what clothes of that name look like
 * in footage, duller than the pure colours of screens: blue jeans, above all, are nearly grey there.
 */
export const palette: readonly PaletteColour[] = Object.freeze([
  colour('black', '#0e0e10', '#1c1c1f', '#26252a'),
  colour('dark grey', '#3d3d40', '#4a4a4c'),
  colour('grey', '#6e6e70', '#858587'),
  colour('light grey', '#a5a5a6', '#bcbcbd'),
  colour('white', '#dcdcdb', '#f4f4f2'),
  colour('red', '#c8202a', '#d8433f', '#b5333c'),
  colour('dark red', '#5e1a22', '#7a2630', '#4a1c22'),
  colour('pink', '#e7a0b4', '#d9759a', '#c94f86', '#efc4cc'),
  colour('orange', '#e2711d', '#ef9440', '#c9622b'),
  colour('brown', '#5a3d2b', '#7a5438', '#43301f', '#8f6a48'),
  colour('beige', '#cdb692', '#dfcfb2', '#b39a78'),
  colour('yellow', '#e8cf3a', '#f2e27a', '#d0b030'),
  colour('olive', '#5f5f34', '#7f7d4a'),
  colour('green', '#3a8a45', '#5fae5a', '#8fc27c', '#5f8265'),
  colour('dark green', '#1f4a2c', '#2f5a40', '#20372a'),
  colour('turquoise', '#2f9a99', '#63bdb8'),
  colour('light blue', '#8fb6dc', '#a9cbe6', '#7fa0c4', '#8fa3b8'),
  colour('blue', '#2c5fb3', '#3f78c6', '#4a6fa5', '#2747a0', '#5a6a85'),
  colour('dark blue', '#1d2744', '#26345c', '#33476e', '#2a303f', '#394152'),
  colour('purple', '#5c3a86', '#7d5aa6', '#4a2f5f', '#9a80b8'),
]);

/** The palette's name of a colour and how clear it is: 0 half way to another name, towards 1 when far from it. */
export function nameColour(lab: Lab): { readonly name: string; readonly clarity: number } {
  const ranked = palette
    .map(({ name, shades }) => ({
      name,
      distance: Math.min(...shades.map((shade) => ciede2000(lab, shade))),
    }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0]!;
  const second = ranked[1]!;
  return { name: best.name, clarity: 1 - best.distance / Math.max(second.distance, 1e-9) };
}

function colour(name: string, ...hexes: readonly string[]): PaletteColour {
  const shades = hexes.map((hex) =>
    labOfRgb(
      Number.parseInt(hex.slice(1, 3), 16),
      Number.parseInt(hex.slice(3, 5), 16),
      Number.parseInt(hex.slice(5, 7), 16),
    ),
  );
  return Object.freeze({ name, shades: Object.freeze(shades) });
}
