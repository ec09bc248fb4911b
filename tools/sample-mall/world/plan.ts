/** The floor plans: GeoJSON in metres of the plan, and the same as SVG for people. */
import {
  ATRIUM,
  COLUMNS,
  CORRIDORS,
  ENTRANCES,
  ESCALATORS,
  OUTLINE,
  PLANTERS,
  type Rect,
  SHOPS,
  VOID,
} from './mall.ts';

type Level = 0 | 1;

interface Feature {
  readonly type: 'Feature';
  readonly properties: Record<string, string | number>;
  readonly geometry: { readonly type: 'Polygon' | 'Point'; readonly coordinates: unknown };
}

const ring = ({ x0, y0, x1, y1 }: Rect): number[][][] => [
  [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
    [x0, y0],
  ],
];
const polygon = (area: Rect, properties: Record<string, string | number>): Feature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: ring(area) },
});

/** A local, metric coordinate frame (not longitude and latitude): x to the right, y downwards. */
export function planGeoJson(level: Level): { type: 'FeatureCollection'; features: Feature[] } {
  return {
    type: 'FeatureCollection',
    features: [
      polygon(OUTLINE, { kind: 'outline' }),
      ...CORRIDORS[level].map((area) => polygon(area, { kind: 'walkable' })),
      ...(level === 1 ? [polygon(VOID, { kind: 'void' })] : []),
      ...SHOPS.filter((shop) => shop.level === level).map((shop) =>
        polygon(shop.area, { kind: 'shop', name: shop.name }),
      ),
      ...ESCALATORS.map((e) =>
        polygon(
          { x0: e.x - 0.6, x1: e.x + 0.6, y0: e.topY, y1: e.bottomY },
          { kind: 'escalator', direction: e.direction },
        ),
      ),
      ...ENTRANCES.filter((entrance) => entrance.level === level).map(
        (entrance): Feature => ({
          type: 'Feature',
          properties: { kind: 'entrance', name: entrance.name },
          geometry: { type: 'Point', coordinates: [entrance.x, entrance.y] },
        }),
      ),
    ],
  };
}

const rect = (area: Rect, attributes: string): string =>
  `<rect x="${area.x0}" y="${area.y0}" width="${area.x1 - area.x0}" height="${area.y1 - area.y0}" ${attributes}/>`;

/** One unit is a metre; 20 px a metre gives a picture of 1200 × 720. */
export function planSvg(level: Level): string {
  const shops = SHOPS.filter((shop) => shop.level === level);
  const label = (x: number, y: number, text: string, size: number, fill: string): string =>
    `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" text-anchor="middle" dominant-baseline="middle" font-family="Inter, Helvetica, Arial, sans-serif" font-weight="500">${text.replace('&', '&amp;')}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 36" width="1200" height="720">`,
    `<rect width="60" height="36" fill="#eceae6"/>`,
    ...CORRIDORS[level].map((area) => rect(area, 'fill="#ffffff"')),
    rect(ATRIUM, 'fill="#ffffff"'),
    ...(level === 1
      ? [rect(VOID, 'fill="#dfe3e8" stroke="#8d949c" stroke-width=".1" stroke-dasharray=".4 .3"')]
      : []),
    ...shops.map((shop) => rect(shop.area, `fill="#f6f2ea" stroke="#6f6a62" stroke-width=".16"`)),
    ...shops.map(
      (shop) =>
        `<line x1="${shop.door.x - 1.1}" x2="${shop.door.x + 1.1}" y1="${shop.door.y}" y2="${shop.door.y}" stroke="#ffffff" stroke-width=".3"/>`,
    ),
    ...ESCALATORS.flatMap((e) => [
      rect(
        { x0: e.x - 0.6, x1: e.x + 0.6, y0: e.topY, y1: e.bottomY },
        'fill="#d7dade" stroke="#6f7780" stroke-width=".1"',
      ),
      ...Array.from({ length: 14 }, (_, i) => {
        const y = e.topY + ((i + 0.5) * (e.bottomY - e.topY)) / 14;
        return `<line x1="${e.x - 0.6}" x2="${e.x + 0.6}" y1="${y}" y2="${y}" stroke="#9aa1a9" stroke-width=".06"/>`;
      }),
    ]),
    ...COLUMNS.filter((column) => column.level === level).map(
      (c) => `<circle cx="${c.x}" cy="${c.y}" r="${c.r}" fill="#6f6a62"/>`,
    ),
    ...PLANTERS.filter((planter) => planter.level === level).map((p) =>
      rect(
        { x0: p.x - p.w / 2, x1: p.x + p.w / 2, y0: p.y - p.d / 2, y1: p.y + p.d / 2 },
        'fill="#b9cfae" stroke="#7d9a70" stroke-width=".08"',
      ),
    ),
    ...shops.map((shop) =>
      label((shop.area.x0 + shop.area.x1) / 2, (shop.area.y0 + shop.area.y1) / 2, shop.name, 0.95, '#4c473f'),
    ),
    ...ENTRANCES.filter((entrance) => entrance.level === level).map((entrance) =>
      label(
        Math.min(56.6, Math.max(3.4, entrance.x)),
        Math.min(35, entrance.outwards !== 'south' ? entrance.y - 2.6 : entrance.y),
        entrance.name,
        0.75,
        '#2f6f8f',
      ),
    ),
    `<rect x=".1" y=".1" width="59.8" height="35.8" fill="none" stroke="#57524b" stroke-width=".2"/>`,
    '</svg>',
  ].join('\n');
}
