import type { RgbImage } from '../../geometry/rgb-image.ts';

export type Rgb = readonly [number, number, number];

/** What the drawn person wears and stands in front of. */
export interface DrawnPerson {
  readonly top: Rgb;
  readonly bottom: Rgb;
  readonly shoes: Rgb;
  readonly background: Rgb;
}

const SKIN: Rgb = [205, 160, 135];

/** Draws a standing person of plain colours, lightly shaded, 48×128 pixels. */
export function drawPerson(person: DrawnPerson): RgbImage {
  const widthPx = 48;
  const heightPx = 128;
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const colour = colourAt(person, x / widthPx, y / heightPx);
      const shade = 0.94 + 0.06 * Math.sin(x * 0.9) * Math.cos(y * 0.7);
      data.set(
        colour.map((value) => Math.round(value * shade)),
        (y * widthPx + x) * 3,
      );
    }
  }
  return { widthPx, heightPx, data };
}

function colourAt(person: DrawnPerson, across: number, down: number): Rgb {
  const aside = Math.abs(across - 0.5);
  if (down < 0.02 || down > 0.99) return person.background;
  if (down < 0.15) return aside < 0.13 ? SKIN : person.background;
  if (down < 0.5) return aside < 0.3 ? person.top : person.background;
  if (down < 0.92) return aside < 0.24 && aside > 0.02 ? person.bottom : person.background;
  return aside < 0.26 && aside > 0.03 ? person.shoes : person.background;
}
