/**
 * The sample mall: two floors, metres, x to the right and y downwards on the plan (as the plan view has it).
 * Everything that renderer, simulation and floor plan share is here, as plain data.
 */

export interface Rect {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface Shop {
  readonly name: string;
  readonly level: 0 | 1;
  readonly area: Rect;
  /** The side of the area that opens to the corridor. */
  readonly front: 'north' | 'south' | 'west' | 'east';
  readonly accent: string;
  /** Where a visitor passes the door. */
  readonly door: { readonly x: number; readonly y: number };
}

export interface MallCamera {
  readonly key: string;
  readonly name: string;
  readonly level: 0 | 1;
  readonly x: number;
  readonly y: number;
  readonly heightM: number;
  /** 0 looks towards smaller y, clockwise. */
  readonly headingDeg: number;
  /** Downwards from the horizontal. */
  readonly pitchDeg: number;
  readonly fovDeg: number;
  /** How far the recorder's clock is ahead of the true time. */
  readonly clockErrorMs: number;
  readonly look: CameraLook;
}

/** What makes two recorders' pictures of the same coat differ. */
export interface CameraLook {
  /** Gains on linear red, green, blue. */
  readonly whiteBalance: readonly [number, number, number];
  readonly exposure: number;
  readonly saturation: number;
  /** Standard deviation of luma noise, 0..1. */
  readonly noise: number;
  /** Radial distortion, barrel is positive. */
  readonly distortion: number;
  /** Radius of the lens's softness in pixels. */
  readonly softnessPx: number;
  /** How long the shutter stays open for a picture, in seconds: what moves is blurred. */
  readonly shutterS: number;
}

export const LEVEL_HEIGHT_M = 5;
export const CEILING_M = 4.2;
export const OUTLINE: Rect = { x0: 0, y0: 0, x1: 60, y1: 36 };
export const ATRIUM: Rect = { x0: 22, y0: 9, x1: 38, y1: 27 };
/** The hole in the upper floor. */
export const VOID: Rect = { x0: 25, y0: 13, x1: 35, y1: 23 };

/** Walkable areas per level. */
export const CORRIDORS: Readonly<Record<0 | 1, readonly Rect[]>> = {
  0: [{ x0: 0, y0: 14.5, x1: 60, y1: 21.5 }, ATRIUM, { x0: 44, y0: 21.5, x1: 50, y1: 36 }],
  1: [{ x0: 4, y0: 14.5, x1: 56, y1: 21.5 }, ATRIUM],
};

export const ENTRANCES = [
  { name: 'West entrance', level: 0 as const, x: 0, y: 18, outwards: 'west' as const },
  { name: 'East entrance', level: 0 as const, x: 60, y: 18, outwards: 'east' as const },
  { name: 'South entrance', level: 0 as const, x: 47, y: 36, outwards: 'south' as const },
];

/** Escalators run along y inside the atrium's void; a visitor stands still on them. */
export const ESCALATORS = [
  { x: 28.6, bottomY: 22.2, topY: 13.4, direction: 'up' as const },
  { x: 31.4, bottomY: 22.2, topY: 13.4, direction: 'down' as const },
];
export const ESCALATOR_SPEED = 0.75;

function northShop(name: string, level: 0 | 1, x0: number, x1: number, accent: string): Shop {
  return {
    name,
    level,
    area: { x0, y0: 3, x1, y1: 14.5 },
    front: 'south',
    accent,
    door: { x: (x0 + x1) / 2, y: 14.5 },
  };
}
function southShop(name: string, level: 0 | 1, x0: number, x1: number, accent: string): Shop {
  return {
    name,
    level,
    area: { x0, y0: 21.5, x1, y1: 33 },
    front: 'north',
    accent,
    door: { x: (x0 + x1) / 2, y: 21.5 },
  };
}

export const SHOPS: readonly Shop[] = [
  northShop('Lark & Linen', 0, 3, 12, '#c9a25c'),
  northShop('Nordlicht', 0, 12, 22, '#5c8fa8'),
  northShop('Papeterie Ode', 0, 38, 47, '#b8695d'),
  northShop('Tinker Toys', 0, 47, 57, '#7a9a4d'),
  southShop('Café Moro', 0, 3, 12, '#8b5e3c'),
  southShop('Velo Haus', 0, 12, 22, '#46576b'),
  southShop('Blumen Rosa', 0, 38, 44, '#a34f79'),
  southShop('Optik Klar', 0, 50, 57, '#4f8f86'),
  northShop('Atelier Sonne', 1, 6, 14, '#c47b3a'),
  northShop('Bücher Wald', 1, 14, 22, '#3f6b4b'),
  northShop('Kinder Kiste', 1, 38, 46, '#c05a4a'),
  northShop('Sport Alpin', 1, 46, 54, '#41699c'),
  southShop('Sushi Umi', 1, 6, 14, '#993d46'),
  southShop('Klang & Co', 1, 14, 22, '#5b4f86'),
  southShop('Haus Werk', 1, 38, 54, '#6f7468'),
];

/** Columns, benches and planters: what people walk behind. */
export const COLUMNS: readonly {
  readonly level: 0 | 1;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}[] = [
  ...[0, 1].flatMap((level) =>
    [
      { x: 23.2, y: 12.4 },
      { x: 36.8, y: 12.4 },
      { x: 23.2, y: 23.6 },
      { x: 36.8, y: 23.6 },
    ].map((at) => ({ level: level as 0 | 1, ...at, r: 0.35 })),
  ),
];
export const PLANTERS = [
  { level: 0 as const, x: 8.5, y: 18, w: 2.2, d: 0.7 },
  { level: 0 as const, x: 16.5, y: 18, w: 2.2, d: 0.7 },
  { level: 0 as const, x: 41.5, y: 18, w: 2.2, d: 0.7 },
  { level: 0 as const, x: 53.5, y: 18, w: 2.2, d: 0.7 },
  { level: 1 as const, x: 12, y: 18, w: 2.2, d: 0.7 },
  { level: 1 as const, x: 47, y: 18, w: 2.2, d: 0.7 },
];

export const CAMERAS: readonly MallCamera[] = [
  {
    key: 'west',
    name: 'West entrance',
    level: 0,
    x: 11.6,
    y: 15,
    heightM: 3.3,
    headingDeg: 250,
    pitchDeg: 19,
    fovDeg: 84,
    clockErrorMs: 0,
    look: {
      whiteBalance: [1.05, 1, 0.9],
      exposure: 0.8,
      saturation: 0.95,
      noise: 0.012,
      distortion: 0.1,
      softnessPx: 0.7,
      shutterS: 1 / 30,
    },
  },
  {
    key: 'atrium',
    name: 'Atrium',
    level: 0,
    x: 37.4,
    y: 26.4,
    heightM: 3.9,
    headingDeg: 308,
    pitchDeg: 21,
    fovDeg: 88,
    clockErrorMs: 0,
    look: {
      whiteBalance: [0.95, 1, 1.08],
      exposure: 0.72,
      saturation: 1.05,
      noise: 0.008,
      distortion: 0.14,
      softnessPx: 0.6,
      shutterS: 1 / 50,
    },
  },
  {
    key: 'escalator',
    name: 'Escalator',
    level: 0,
    x: 22.6,
    y: 26.4,
    heightM: 3.8,
    headingDeg: 42,
    pitchDeg: 20,
    fovDeg: 76,
    clockErrorMs: 0,
    look: {
      whiteBalance: [1.02, 1, 0.97],
      exposure: 0.66,
      saturation: 0.9,
      noise: 0.016,
      distortion: 0.08,
      softnessPx: 0.9,
      shutterS: 1 / 40,
    },
  },
  {
    key: 'east',
    name: 'East corridor',
    level: 0,
    x: 57.4,
    y: 14.9,
    heightM: 3.2,
    headingDeg: 246,
    pitchDeg: 17,
    fovDeg: 74,
    clockErrorMs: 0,
    look: {
      whiteBalance: [0.98, 1.02, 1.0],
      exposure: 0.76,
      saturation: 0.82,
      noise: 0.02,
      distortion: 0.06,
      softnessPx: 1.0,
      shutterS: 1 / 25,
    },
  },
  {
    key: 'upper',
    name: 'Upper landing',
    level: 1,
    x: 22.6,
    y: 9.6,
    heightM: 3.5,
    headingDeg: 128,
    pitchDeg: 20,
    fovDeg: 82,
    clockErrorMs: 7_000,
    look: {
      whiteBalance: [1.0, 0.99, 1.05],
      exposure: 0.78,
      saturation: 1.0,
      noise: 0.01,
      distortion: 0.12,
      softnessPx: 0.7,
      shutterS: 1 / 30,
    },
  },
];
