import { describe, expect, it } from 'vitest';
import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import { SeededRandom } from '../testing/seeded-random.ts';
import { buildTrackletTable } from '../tracklets/tracklet-table.ts';
import { LookModel } from './look-model.ts';

const onePerson = { mean: 0.6, sd: 0.15 };
const otherPeople = { mean: 0, sd: 0.15 };
const camera = { id: 1, floorId: null, posM: null, headingDeg: 0, fovDeg: 80, rangeM: 10 };

/** Rows 0–5 are one person, 6–11 another, 12 has no embedding. */
function tableOfTwo() {
  const random = new SeededRandom(4);
  const direction = () => Array.from({ length: EMBEDDING_LENGTH }, () => random.normal());
  const people = [direction(), direction()];
  const tracklets = Array.from({ length: 13 }, (_, row) => ({
    id: row + 1,
    cameraId: 1,
    startUtcMs: row * 1000,
    endUtcMs: row * 1000 + 500,
    embedding:
      row === 12
        ? null
        : Int8Array.from(people[Math.floor(row / 6)]!, (value) =>
            Math.round(20 * (value + 0.8 * random.normal())),
          ),
    colours: { top: null, bottom: null, shoes: null },
    entry: null,
    exit: null,
  }));
  return buildTrackletTable(tracklets, [camera]);
}

describe('LookModel', () => {
  const looks = new LookModel(tableOfTwo(), onePerson, otherPeople);
  const sumOf = (...rows: number[]) => {
    const sum = looks.empty();
    for (const row of rows) looks.add(sum, row);
    return sum;
  };

  it('is for one person and against two', () => {
    expect(looks.gain(sumOf(0), sumOf(1))).toBeGreaterThan(2);
    expect(looks.gain(sumOf(0), sumOf(6))).toBeLessThan(-2);
  });

  it('is surer with more sightings', () => {
    expect(looks.gain(sumOf(0, 1, 2), sumOf(3, 4, 5))).toBeGreaterThan(looks.gain(sumOf(0), sumOf(3)));
    expect(looks.gain(sumOf(0, 1, 2), sumOf(6, 7, 8))).toBeLessThan(looks.gain(sumOf(0), sumOf(6)));
  });

  it('has gains that are differences of what sets are worth, so that moves may be summed', () => {
    const gain = looks.worth(sumOf(0, 1, 6)) - looks.worth(sumOf(0, 1)) - looks.worth(sumOf(6));
    expect(looks.gain(sumOf(0, 1), sumOf(6))).toBeCloseTo(gain, 4);
    expect(looks.worth(sumOf(0))).toBeCloseTo(0, 4);
  });

  it('says nothing about a tracklet without an embedding', () => {
    expect(looks.gain(sumOf(12), sumOf(0))).toBe(0);
    expect(looks.worth(sumOf(12))).toBe(0);
  });

  it('forgets what is taken away', () => {
    const sum = sumOf(0, 6);
    looks.add(sum, 6, -1);
    expect(looks.gain(sum, sumOf(1))).toBeCloseTo(looks.gain(sumOf(0), sumOf(1)), 4);
  });
});
