import { readFileSync } from 'node:fs';
import type { Outfit } from '#shared/contract/analysis.ts';
import { describeOutfit } from '../../../src-main/core/outfit/garment-colour.ts';
import { MARKET_CROPS, readMarketCrops } from '../lib/market.ts';
import { sharedPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';

const ATTRIBUTES = 'eval/market1501-subset/attributes.json';

/** Which of Market-1501's few colour labels each name of the palette may mean. */
const LABELS_OF_NAME: Readonly<Record<string, readonly string[]>> = {
  black: ['black'],
  'dark grey': ['black', 'gray'],
  grey: ['gray'],
  'light grey': ['gray', 'white'],
  white: ['white'],
  red: ['red'],
  'dark red': ['red', 'purple'],
  pink: ['pink', 'red', 'purple'],
  orange: ['red', 'yellow'],
  brown: ['brown'],
  beige: ['brown', 'yellow', 'white'],
  yellow: ['yellow'],
  olive: ['green', 'brown'],
  green: ['green'],
  'dark green': ['green'],
  turquoise: ['green', 'blue'],
  'light blue': ['blue'],
  blue: ['blue'],
  'dark blue': ['blue'],
  purple: ['purple'],
};

type Garment = Exclude<keyof Outfit, 'shoes'>;
const PREFIX_OF_GARMENT: Readonly<Record<Garment, string>> = { top: 'up', bottom: 'down' };

/** The named colours of tops and bottoms, per person and camera, against the labels of people. */
export const coloursMarket: Suite = {
  key: 'colours-market',
  title: 'garment colours, Market-1501 subset',
  needs: [MARKET_CROPS, ATTRIBUTES],
  isSlow: true,
  async measure(signal) {
    const groups = Map.groupBy(readMarketCrops(), ({ person, camera }) => `${person} ${camera}`);
    const attributes = JSON.parse(readFileSync(sharedPath(ATTRIBUTES), 'utf8')) as Attributes;
    const tally = { top: { right: 0, all: 0 }, bottom: { right: 0, all: 0 } };
    for (const crops of groups.values()) {
      signal.throwIfAborted();
      const outfit = describeOutfit(crops.map(({ image }) => ({ image, quality: 1 })));
      for (const garment of ['top', 'bottom'] as const) {
        const label = labelOf(attributes, crops[0]!.person, garment);
        if (label === null) continue;
        tally[garment].all++;
        if (LABELS_OF_NAME[outfit[garment]?.name ?? '']?.includes(label)) tally[garment].right++;
      }
    }
    return (['top', 'bottom'] as const).map((garment) => ({
      key: garment,
      name: `${garment}: right colour name (of ${tally[garment].all})`,
      value: tally[garment].right / tally[garment].all,
      digits: 3,
    }));
  },
};

type Attributes = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The colour label of a person's garment; null when there is none. In the file 2 means yes, 1 no. */
function labelOf(attributes: Attributes, person: string, garment: Garment): string | null {
  const prefix = PREFIX_OF_GARMENT[garment];
  const colours = Object.entries(attributes[person] ?? {}).flatMap(([key, value]) =>
    value === 2 && key.startsWith(prefix) && key !== prefix ? [key.slice(prefix.length)] : [],
  );
  return colours.length === 1 ? colours[0]! : null;
}
