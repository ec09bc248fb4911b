import { readFileSync } from 'node:fs';
import { describeOutfit } from '../../../src-main/core/outfit/garment-colour.ts';
import { MARKET_CROPS } from '../lib/market.ts';
import { parsedMarketCrops } from '../lib/parsed-market-crops.ts';
import { sharedPath } from '../lib/shared.ts';
import type { Measurement, Suite } from '../lib/suite.ts';

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

const garments = ['top', 'bottom'] as const;
type Garment = (typeof garments)[number];
const PREFIX_OF_GARMENT: Readonly<Record<Garment, string>> = { top: 'up', bottom: 'down' };

/**
 * The colour names of tops and bottoms against the labels of people: of each person the name that most of their crops
 * get, and of each person in each camera what a tracklet of all crops gets.
 */
export const coloursMarket: Suite = {
  key: 'colours-market',
  title: 'garment colours, Market-1501 subset',
  needs: [MARKET_CROPS, ATTRIBUTES],
  isSlow: true,
  async measure(signal) {
    const attributes = JSON.parse(readFileSync(sharedPath(ATTRIBUTES), 'utf8')) as Attributes;
    const crops = await parsedMarketCrops(signal);
    const people = new ColourTally(attributes);
    const views = new ColourTally(attributes);
    const named = crops.map((crop) => ({ ...crop, outfit: describeOutfit([crop]) }));
    for (const [person, seen] of Map.groupBy(named, (crop) => crop.person)) {
      for (const garment of garments) {
        const names = seen.flatMap(({ outfit }) => outfit[garment]?.name ?? []);
        people.add(person, garment, mostFrequent(names));
      }
    }
    for (const seen of Map.groupBy(crops, ({ person, camera }) => `${person} ${camera}`).values()) {
      signal.throwIfAborted();
      const outfit = describeOutfit(seen);
      for (const garment of garments) views.add(seen[0]!.person, garment, outfit[garment]?.name ?? null);
    }
    return [
      ...people.measurements('', 'most crops of a person'),
      ...views.measurements('View', 'person in one camera'),
    ];
  },
};

class ColourTally {
  readonly #attributes: Attributes;
  readonly #counts = { top: { right: 0, all: 0 }, bottom: { right: 0, all: 0 } };

  constructor(attributes: Attributes) {
    this.#attributes = attributes;
  }

  /** People without a colour label are left out; a garment without a name is wrong. */
  add(person: string, garment: Garment, name: string | null): void {
    const label = labelOf(this.#attributes, person, garment);
    if (label === null) return;
    const count = this.#counts[garment];
    count.all++;
    if (name !== null && LABELS_OF_NAME[name]?.includes(label)) count.right++;
  }

  measurements(suffix: string, what: string): Measurement[] {
    return garments.map((garment) => {
      const { right, all } = this.#counts[garment];
      const name = `${garment}: right colour name, ${what} (of ${all})`;
      return { key: `${garment}${suffix}`, name, value: right / all, digits: 3 };
    });
  }
}

/** Of equally frequent ones the first; null without any. */
function mostFrequent(names: readonly string[]): string | null {
  const counts = [...Map.groupBy(names, (name) => name)].sort(([, a], [, b]) => b.length - a.length);
  return counts[0]?.[0] ?? null;
}

type Attributes = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The colour label of a person's garment; null when there is none. In the file 2 means yes, 1 no. */
function labelOf(attributes: Attributes, person: string, garment: Garment): string | null {
  const prefix = PREFIX_OF_GARMENT[garment];
  const colours = Object.entries(attributes[person] ?? {}).flatMap(([key, value]) =>
    value === 2 && key.startsWith(prefix) && key !== prefix ? [key.slice(prefix.length)] : [],
  );
  return colours.length === 1 ? colours[0]! : null;
}
