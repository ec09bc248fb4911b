import type { BoxPx, PointPx } from '#shared/units.ts';

/** Smaller is a click that slipped. */
const MIN_SIDE_PX = 8;

/** The box between two corners, whichever came first, inside the picture. */
export function boxBetween(
  from: PointPx,
  to: PointPx,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): BoxPx {
  const x = clamp(Math.min(from.x, to.x), widthPx);
  const y = clamp(Math.min(from.y, to.y), heightPx);
  return {
    x,
    y,
    w: clamp(Math.max(from.x, to.x), widthPx) - x,
    h: clamp(Math.max(from.y, to.y), heightPx) - y,
  };
}

export function isDrawn({ w, h }: BoxPx): boolean {
  return w >= MIN_SIDE_PX && h >= MIN_SIDE_PX;
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
