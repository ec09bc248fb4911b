/** Editing the corners of an area. Corners are shares of the picture, so all stay between 0 and 1. */
import type { SearchArea } from '#shared/contract/search.ts';

export type Corners = SearchArea['corners'];
export type Corner = Corners[number];

export const MIN_CORNERS = 3;
export const MAX_CORNERS = 24;

/** What an area begins as: a part of the floor in front of the camera. */
export const firstCorners: Corners = [
  { x: 0.3, y: 0.55 },
  { x: 0.7, y: 0.55 },
  { x: 0.8, y: 0.95 },
  { x: 0.2, y: 0.95 },
];

export function moved(corners: Corners, index: number, to: Corner): Corners {
  return corners.map((corner, at) => (at === index ? { x: clamp(to.x), y: clamp(to.y) } : corner));
}

/** A corner in the middle of the edge behind `index`; unchanged where there are as many as an area may have. */
export function split(corners: Corners, index: number): Corners {
  if (corners.length >= MAX_CORNERS) return corners;
  return corners.toSpliced(index + 1, 0, middleOf(corners, index));
}

/** Without a corner; unchanged where an area would no longer have an inside. */
export function without(corners: Corners, index: number): Corners {
  return corners.length > MIN_CORNERS ? corners.toSpliced(index, 1) : corners;
}

/** Of the edge from corner `index` to the next. */
export function middleOf(corners: Corners, index: number): Corner {
  const a = corners[index]!;
  const b = corners[(index + 1) % corners.length]!;
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** As an SVG `points` attribute in a drawing of 100 by 100. */
export function pointsText(corners: Corners): string {
  return corners.map(({ x, y }) => `${100 * x},${100 * y}`).join(' ');
}

/** `3:30,55;70,55;80,95`: the camera, then corners in percent to a tenth. */
export function areaText({ cameraId, corners }: SearchArea): string {
  const percent = (share: number): number => Math.round(share * 1000) / 10;
  return `${cameraId}:${corners.map(({ x, y }) => `${percent(x)},${percent(y)}`).join(';')}`;
}

/** The reverse of `areaText`; null for anything else. */
export function areaOf(text: string | undefined): SearchArea | null {
  const [camera, list, ...rest] = (text ?? '').split(':');
  const cameraId = Number(camera);
  if (list === undefined || rest.length > 0 || !Number.isSafeInteger(cameraId) || cameraId < 1) return null;
  const corners = list.split(';').map((corner) => {
    const [x = Number.NaN, y = Number.NaN] = corner.split(',').map((part) => Number(part) / 100);
    return { x, y };
  });
  const isCorner = ({ x, y }: Corner): boolean => x >= 0 && x <= 1 && y >= 0 && y <= 1;
  const isArea = corners.length >= MIN_CORNERS && corners.length <= MAX_CORNERS && corners.every(isCorner);
  return isArea ? { cameraId, corners } : null;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
