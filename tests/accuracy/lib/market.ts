import { readFileSync } from 'node:fs';
import type { RgbImage } from '../../../src-main/core/geometry/rgb-image.ts';
import { decodeImage } from '../../../src-main/media/jpeg.ts';
import { sharedPath } from './shared.ts';
import { readTar } from './tar.ts';

export const MARKET_CROPS = 'eval/market1501-subset/crops.tar';

/** Market-1501's names: person, camera, sequence, frame, box. */
const CROP_NAME = /^(?<person>\d{4})_c(?<camera>\d)s\d_\d+_\d+\.jpg$/;

export interface MarketCrop {
  /** The file's. */
  readonly name: string;
  readonly person: string;
  readonly camera: string;
  readonly image: RgbImage;
}

/** The crops in order of name, which fixes who is a query. Throws when a file is not named as Market-1501 does. */
export function readMarketCrops(): MarketCrop[] {
  return [...readTar(readFileSync(sharedPath(MARKET_CROPS)))]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, bytes }) => {
      const parts = CROP_NAME.exec(name.replace(/^.*\//, ''))?.groups;
      if (parts === undefined) throw new Error(`${name} is not named as Market-1501 does`);
      return { name, person: parts.person!, camera: parts.camera!, image: decodeImage(bytes) };
    });
}
