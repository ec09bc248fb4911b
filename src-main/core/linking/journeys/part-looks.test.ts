import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMBEDDING_LENGTH } from '../../outfit/types.ts';
import { LookModel, measured } from '../looks/look-model.ts';
import { SeededRandom } from '../testing/seeded-random.ts';
import { buildTrackletTable } from '../tracklets/tracklet-table.ts';
import { PartLooks } from './part-looks.ts';

const ROWS = 10;
const camera = { id: 1, floorId: null, posM: null, headingDeg: 0, fovDeg: 80, rangeM: 10 };

/** Every third row has no embedding. */
function looksOf(seed: number): LookModel {
  const random = new SeededRandom(seed);
  const tracklets = Array.from({ length: ROWS }, (_, row) => ({
    id: row + 1,
    cameraId: 1,
    startUtcMs: row * 1000,
    endUtcMs: row * 1000 + 500,
    embedding:
      row % 3 === 2
        ? null
        : Int8Array.from({ length: EMBEDDING_LENGTH }, () => Math.round(120 * (2 * random.next() - 1))),
    colours: { top: null, bottom: null, shoes: null },
    entry: null,
    exit: null,
  }));
  const table = buildTrackletTable(tracklets, [camera]);
  return new LookModel(table, { mean: 0.6, sd: 0.15 }, { mean: 0, sd: 0.15 });
}

it('is worth what the parts are worth on their own', () => {
  const scenes = fc.record({
    seed: fc.integer({ min: 1, max: 100 }),
    isOfFirst: fc.array(fc.boolean(), { minLength: ROWS, maxLength: ROWS }),
    places: fc.tuple(fc.nat(), fc.nat()),
  });
  fc.assert(
    fc.property(scenes, ({ seed, isOfFirst, places }) => {
      const rows = [...isOfFirst.keys()];
      const first = rows.filter((row) => isOfFirst[row]);
      const second = rows.filter((row) => !isOfFirst[row]);
      fc.pre(first.length > 0 && second.length > 0);
      const looks = looksOf(seed);
      const sumOf = (part: readonly number[]) => {
        const sum = looks.empty();
        for (const row of part) looks.add(sum, row);
        return sum;
      };
      const worth = (part: readonly number[]): number => looks.worth(sumOf(part));
      const [atA, atB] = [places[0] % first.length, places[1] % second.length];
      const [until, after] = [first.slice(0, atA + 1), first.slice(atA + 1)];
      const [before, from] = [second.slice(0, atB), second.slice(atB)];
      const [lookOfFirst, lookOfSecond] = [measured(sumOf(first)), measured(sumOf(second))];

      const parts = new PartLooks(looks);
      parts.compare(lookOfFirst, lookOfSecond);
      parts.divide(first, atA, second, atB);
      expect(parts.joined()).toBeCloseTo(worth(rows), 3);
      expect(parts.linked()).toBeCloseTo(worth([...until, ...from]), 3);
      expect(parts.afterFirst()).toBeCloseTo(worth(after), 3);
      expect(parts.beforeSecond()).toBeCloseTo(worth(before), 3);
      expect(parts.rests()).toBeCloseTo(worth([...after, ...before]), 3);
      const a = first[atA]!;
      const withoutA = first.filter((row) => row !== a);
      expect(parts.moved(a, lookOfSecond, lookOfFirst)).toBeCloseTo(
        worth([...second, a]) + worth(withoutA),
        3,
      );
      expect(parts.parted(a, lookOfFirst)).toBeCloseTo(worth([a]) + worth(withoutA), 3);
      parts.cuts(first, lookOfFirst).forEach((nats, at) => {
        const cut = at === 0 ? 0 : worth(first.slice(0, at)) + worth(first.slice(at));
        expect(nats).toBeCloseTo(cut, 3);
      });
    }),
  );
});
