import { describe, expect, it } from 'vitest';
import { type CropFacts, cropQuality, defaultCropQualityConfig } from './crop-quality.ts';

const GOOD: CropFacts = {
  boxPx: { x: 200, y: 100, w: 60, h: 150 },
  score: 0.8,
  sharpness: 400,
  picture: { widthPx: 640, heightPx: 480 },
  othersPx: [],
};

const quality = (change: Partial<CropFacts>) => cropQuality({ ...GOOD, ...change }, defaultCropQualityConfig);

describe('cropQuality', () => {
  it('is within 0..1, and 0 for an empty box', () => {
    expect(quality({})).toBeGreaterThan(0.3);
    expect(quality({ score: 1, sharpness: 1e9 })).toBeLessThanOrEqual(1);
    expect(quality({ boxPx: { x: 0, y: 0, w: 0, h: 10 } })).toBe(0);
  });

  it.each<[string, Partial<CropFacts>]>([
    ['smaller', { boxPx: { x: 200, y: 100, w: 24, h: 60 } }],
    ['blurred', { sharpness: 20 }],
    ['less sure', { score: 0.5 }],
    ['at the border of the picture', { boxPx: { x: 0, y: 100, w: 60, h: 150 } }],
    ['partly outside the picture', { boxPx: { x: -30, y: 100, w: 60, h: 150 } }],
    ['behind another person', { othersPx: [{ x: 220, y: 120, w: 60, h: 150 }] }],
  ])('is lower for a crop that is %s', (_, change) => {
    expect(quality(change)).toBeLessThan(quality({}));
  });

  it('grows with sharpness, up to a bound', () => {
    const bound = quality({ sharpness: Number.MAX_VALUE });
    const grown = [0, 20, 400, 1e6].map((sharpness) => quality({ sharpness }));
    expect(grown).toEqual(grown.toSorted((a, b) => a - b));
    expect(grown.at(-1)).toBeLessThanOrEqual(bound);
    expect(grown.at(-1)).toBeCloseTo(bound, 3);
  });

  it('suffers more from a person in front than from one behind', () => {
    const front = quality({ othersPx: [{ x: 220, y: 120, w: 60, h: 150 }] });
    const behind = quality({ othersPx: [{ x: 220, y: 80, w: 60, h: 150 }] });
    expect(front).toBeLessThan(behind);
  });
});
