import { type GarmentClass, type GarmentMap, garmentClasses, splitTypes } from '../garment-map.ts';

const WIDTH_PX = 24;
const HEIGHT_PX = 64;
/** A t-shirt at 0.7 and trousers at 0.9, no dress. */
const TYPES = [0.7, 0.1, 0.1, 0.1, 0.9, 0.05, 0.05, 0.95, 0.05];
const DRESS_TYPES = [0.25, 0.25, 0.25, 0.25, 0.4, 0.3, 0.3, 0.2, 0.8];

/** What a perfect parser sees in a person of `drawPerson`; `wears` changes what is worn. */
export function drawnGarments(
  wears: Partial<Record<'top' | 'bottom' | 'shoes', GarmentClass>> = {},
): GarmentMap {
  const worn = { top: 'top', bottom: 'bottom', shoes: 'shoes', ...wears } as const;
  const isDress = worn.top === 'full-body';
  return mapOf(
    (across, down) => {
      const aside = Math.abs(across - 0.5);
      if (down < 0.02 || down > 0.99) return 'background';
      if (down < 0.15) return aside < 0.13 ? 'skin' : 'background';
      if (down < 0.5) return aside < 0.3 ? worn.top : 'background';
      if (down < 0.92) return aside < 0.24 && aside > 0.02 ? worn.bottom : 'background';
      return aside < 0.26 && aside > 0.03 ? worn.shoes : 'background';
    },
    isDress ? DRESS_TYPES : TYPES,
  );
}

/** What a parser sees that fails. */
export function nothingSeen(): GarmentMap {
  return mapOf(() => 'background', TYPES);
}

function mapOf(
  classAt: (across: number, down: number) => GarmentClass,
  types: readonly number[],
): GarmentMap {
  const shares = new Float32Array(WIDTH_PX * HEIGHT_PX * garmentClasses.length);
  for (let y = 0; y < HEIGHT_PX; y++) {
    for (let x = 0; x < WIDTH_PX; x++) {
      const name = classAt((x + 0.5) / WIDTH_PX, (y + 0.5) / HEIGHT_PX);
      shares[(y * WIDTH_PX + x) * garmentClasses.length + garmentClasses.indexOf(name)] = 1;
    }
  }
  return { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, shares, types: splitTypes(types) };
}
