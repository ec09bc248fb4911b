import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoxPx } from '#shared/units.ts';
import {
  boxArea,
  boxAt,
  boxIou,
  clipBox,
  coveredFraction,
  growBox,
  interpolateBox,
  intersectionArea,
  isInside,
  packBoxes,
} from './box.ts';

const coordinate = fc.integer({ min: -100, max: 700 });
const length = fc.integer({ min: 0, max: 300 });
const boxes = fc.record<BoxPx>({ x: coordinate, y: coordinate, w: length, h: length });

describe('boxes', () => {
  it('overlap by an IoU that is symmetric, within 0..1, and 1 with themselves', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        const iou = boxIou(a, b);
        expect(iou).toBe(boxIou(b, a));
        expect(iou).toBeGreaterThanOrEqual(0);
        expect(iou).toBeLessThanOrEqual(1);
        if (boxArea(a) > 0) expect(boxIou(a, a)).toBe(1);
      }),
    );
  });

  it('have the IoU that counting pixels gives', () => {
    const a = { x: 0, y: 0, w: 4, h: 4 };
    const b = { x: 2, y: 1, w: 4, h: 4 };
    expect(intersectionArea(a, b)).toBe(6);
    expect(boxIou(a, b)).toBeCloseTo(6 / 26, 12);
    expect(coveredFraction(a, b)).toBeCloseTo(6 / 16, 12);
  });

  it('lie inside the picture after clipping, which takes nothing away from what was inside', () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const clipped = clipBox(box, 640, 480);
        const picture = { x: 0, y: 0, w: 640, h: 480 };
        expect(boxArea(clipped)).toBe(intersectionArea(box, picture));
        expect(clipped.x).toBeGreaterThanOrEqual(0);
        expect(clipped.y).toBeGreaterThanOrEqual(0);
        expect(clipped.x + clipped.w).toBeLessThanOrEqual(640);
        expect(clipped.y + clipped.h).toBeLessThanOrEqual(480);
      }),
    );
  });

  it('survive packing', () => {
    fc.assert(
      fc.property(fc.array(boxes, { maxLength: 20 }), (list) => {
        const packed = packBoxes(list);
        list.forEach((box, index) => {
          expect(boxAt(packed, index)).toEqual(box);
        });
        expect(() => boxAt(packed, list.length)).toThrow(RangeError);
      }),
    );
  });

  it('grow around their centre', () => {
    expect(growBox({ x: 10, y: 20, w: 30, h: 40 }, 5)).toEqual({ x: 5, y: 15, w: 40, h: 50 });
  });

  it('interpolate to each end', () => {
    const a = { x: 0, y: 10, w: 20, h: 30 };
    const b = { x: 10, y: 20, w: 40, h: 50 };
    expect(interpolateBox(a, b, 0)).toEqual(a);
    expect(interpolateBox(a, b, 1)).toEqual(b);
    expect(interpolateBox(a, b, 0.5)).toEqual({ x: 5, y: 15, w: 30, h: 40 });
  });
});

describe('isInside', () => {
  it('asks for more than the margin at each border', () => {
    const inside = { x: 3, y: 3, w: 10, h: 20 };
    expect(isInside(inside, 16, 26, 2)).toBe(true);
    for (const [widthPx, heightPx, marginPx] of [
      [15, 26, 2],
      [16, 25, 2],
      [99, 99, 3],
    ] as const)
      expect(isInside(inside, widthPx, heightPx, marginPx)).toBe(false);
  });
});
