import type { BoxPx, PointPx } from '#shared/units.ts';

/** Row `index` of a packed x, y, w, h array. Throws RangeError outside the array. */
export function boxAt(boxesPx: Float32Array, index: number): BoxPx {
  const start = index * 4;
  if (index < 0 || start + 4 > boxesPx.length) throw new RangeError(`box ${index} of ${boxesPx.length / 4}`);
  return { x: boxesPx[start]!, y: boxesPx[start + 1]!, w: boxesPx[start + 2]!, h: boxesPx[start + 3]! };
}

/** Packs boxes as x, y, w, h after one another. */
export function packBoxes(boxes: readonly BoxPx[]): Float32Array {
  const packed = new Float32Array(boxes.length * 4);
  for (const [index, box] of boxes.entries()) packed.set([box.x, box.y, box.w, box.h], index * 4);
  return packed;
}

export function boxCentre(box: BoxPx): PointPx {
  return { x: box.x + box.w / 2, y: box.y + box.h / 2 };
}

export function boxArea(box: BoxPx): number {
  return box.w * box.h;
}

export function intersectionArea(a: BoxPx, b: BoxPx): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union, 0..1; 0 when both boxes are empty. */
export function boxIou(a: BoxPx, b: BoxPx): number {
  const intersection = intersectionArea(a, b);
  const union = boxArea(a) + boxArea(b) - intersection;
  return union > 0 ? intersection / union : 0;
}

/** The part of `box` that `cover` hides, 0..1; 0 for an empty box. */
export function coveredFraction(box: BoxPx, cover: BoxPx): number {
  const area = boxArea(box);
  return area > 0 ? Math.min(1, intersectionArea(box, cover) / area) : 0;
}

/** Whether a box is farther than a margin from every border of a picture. */
export function isInside(box: BoxPx, widthPx: number, heightPx: number, marginPx: number): boolean {
  return (
    box.x > marginPx &&
    box.y > marginPx &&
    box.x + box.w < widthPx - marginPx &&
    box.y + box.h < heightPx - marginPx
  );
}

/** The part of a box inside a picture; a box wholly outside becomes empty, at the nearest border. */
export function clipBox(box: BoxPx, widthPx: number, heightPx: number): BoxPx {
  const left = clamp(box.x, 0, widthPx);
  const top = clamp(box.y, 0, heightPx);
  return {
    x: left,
    y: top,
    w: clamp(box.x + box.w, 0, widthPx) - left,
    h: clamp(box.y + box.h, 0, heightPx) - top,
  };
}

/** The box on the straight way from `a` (fraction 0) to `b` (fraction 1). */
export function interpolateBox(a: BoxPx, b: BoxPx, fraction: number): BoxPx {
  return {
    x: a.x + (b.x - a.x) * fraction,
    y: a.y + (b.y - a.y) * fraction,
    w: a.w + (b.w - a.w) * fraction,
    h: a.h + (b.h - a.h) * fraction,
  };
}

/** A box with `marginPx` more on every side. */
export function growBox(box: BoxPx, marginPx: number): BoxPx {
  return { x: box.x - marginPx, y: box.y - marginPx, w: box.w + 2 * marginPx, h: box.h + 2 * marginPx };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
