import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../geometry/rgb-image.ts';
import {
  defaultWhiteBalanceConfig,
  estimateWhiteBalance,
  noWhiteBalance,
  whiteBalanced,
} from './white-balance.ts';

/** A scene of grey surfaces under a light of the given colour. */
function greyScene(red: number, green: number, blue: number, brightness = 1): RgbImage {
  const data = new Uint8Array(60 * 40 * 3);
  for (let pixel = 0; pixel < 60 * 40; pixel++) {
    const grey = (40 + ((pixel * 37) % 120)) * brightness;
    data.set([grey * red, grey * green, grey * blue], pixel * 3);
  }
  return { widthPx: 60, heightPx: 40, data };
}

describe('estimateWhiteBalance', () => {
  it('leaves a neutral scene alone', () => {
    const { red, green, blue } = estimateWhiteBalance(greyScene(1, 1, 1));
    for (const gain of [red, green, blue]) expect(gain).toBeCloseTo(1, 2);
  });

  it('takes most of a cast away, and not more than all of it', () => {
    const balance = estimateWhiteBalance(greyScene(1.2, 1, 0.8));
    const before = 1.2 / 0.8;
    const after = before * (balance.red / balance.blue);
    expect(after).toBeLessThan(1 + (before - 1) * 0.6);
    expect(after).toBeGreaterThanOrEqual(1);
  });

  it('stays within its bounds in a scene of one strong colour', () => {
    const { maxGain } = defaultWhiteBalanceConfig;
    const { red, green, blue } = estimateWhiteBalance(greyScene(1.4, 0.5, 0.5));
    for (const gain of [red, green, blue]) {
      expect(gain).toBeLessThanOrEqual(maxGain);
      expect(gain).toBeGreaterThanOrEqual(1 / maxGain);
    }
  });

  it('says nothing about a dark picture', () => {
    expect(estimateWhiteBalance(greyScene(1, 1, 0.5, 0.05))).toEqual(noWhiteBalance);
  });
});

describe('whiteBalanced', () => {
  it('multiplies the channels and cuts at white', () => {
    const image = { widthPx: 1, heightPx: 1, data: Uint8Array.of(100, 100, 250) };
    const balanced = whiteBalanced(image, { red: 0.5, green: 1.1, blue: 1.2 });
    expect([...balanced.drawAt(1, 1).data]).toEqual([50, 110, 255]);
  });
});
