import { describe, expect, it } from 'vitest';
import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import { SeededRandom } from '../testing/seeded-random.ts';
import { lookDistance, PAIR_CLASSES, pairClass, strangersDistance } from './look-distance.ts';

const random = new SeededRandom(7);
const WITHIN = 0.4;
/** Per direction. */
const BETWEEN_SD = Math.sqrt(0.6 / EMBEDDING_LENGTH);
const CROP_SD = Math.sqrt(WITHIN / EMBEDDING_LENGTH);

/** Sum of the looks of somebody who was seen so often. */
function seen(count: number, person: readonly number[]) {
  const sum = Float32Array.from(
    person,
    (mean) => count * mean + Math.sqrt(count) * CROP_SD * random.normal(),
  );
  return { count, sum };
}

const somebody = () => Array.from({ length: EMBEDDING_LENGTH }, () => BETWEEN_SD * random.normal());

function medianDistance(first: number, second: number, areStrangers: boolean): number {
  const distances = Array.from({ length: 101 }, () => {
    const person = somebody();
    return lookDistance(seen(first, person), seen(second, areStrangers ? somebody() : person), WITHIN);
  });
  return distances.sort((a, b) => a - b)[50]!;
}

describe('a look distance', () => {
  it('is 0 for one person, however often they were seen', () => {
    for (const [first, second] of [
      [1, 1],
      [1, 10],
      [3, 3],
      [20, 20],
    ] as const)
      expect(medianDistance(first, second, false)).toBeCloseTo(0, 0.7);
  });

  it('of strangers in one class tells what it is in another', () => {
    const pairs = [
      [1, 1],
      [1, 2],
      [2, 2],
      [2, 8],
      [4, 7],
      [10, 10],
    ] as const;
    const ofPair = pairs.map(([first, second]) => ({
      atClass: pairClass({ count: first }, { count: second }),
      distance: medianDistance(first, second, true),
    }));
    expect(ofPair.map(({ atClass }) => atClass)).toEqual(Array.from({ length: PAIR_CLASSES }, (_, at) => at));
    for (const from of ofPair) {
      for (const to of ofPair) {
        const told = strangersDistance(from.distance, from.atClass, to.atClass);
        expect(Math.abs(told - to.distance)).toBeLessThan(0.15);
      }
    }
    expect(ofPair.at(-1)!.distance - ofPair[0]!.distance).toBeGreaterThan(1);
  });
});
