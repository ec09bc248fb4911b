import { describe, expect, it } from 'vitest';
import { linkingConfig } from '../config.ts';
import { SeededRandom } from '../testing/seeded-random.ts';
import { type FloorPoint, facingCameras, viewpoints, walkSeen } from '../testing/two-views.ts';
import { buildTrackletTable, type TrackletTable } from '../tracklets/tracklet-table.ts';
import type { LinkTracklet } from '../types.ts';
import { learnGround, simultaneousPair, type WeighedPair } from './shared-ground.ts';

const VISIT_MS = 8_000;
const unknown = {
  embedding: null,
  colours: { top: null, bottom: null, shoes: null },
  entry: null,
  exit: null,
};

/** Three visitors at a time, seen by both cameras. Rows 2i and 2i + 1 are visitor i, in either camera. */
function threeAtATime(visitors: number, isOneFloor: boolean, seed = 7): TrackletTable {
  const random = new SeededRandom(seed);
  const somewhere = (): FloorPoint => ({ x: 10 * random.next(), z: 10 * random.next() });
  const tracklets = Array.from({ length: visitors }, (_, visitor): LinkTracklet[] => {
    const [from, to] = [somewhere(), somewhere()];
    return viewpoints.map((view, camera) => {
      const elsewhere = camera === 1 && !isOneFloor;
      return {
        ...unknown,
        id: 2 * visitor + camera + 1,
        cameraId: facingCameras[camera]!.id,
        startUtcMs: Math.floor(visitor / 3) * 20_000,
        endUtcMs: Math.floor(visitor / 3) * 20_000 + VISIT_MS,
        walk: walkSeen(view, elsewhere ? somewhere() : from, elsewhere ? somewhere() : to, 0.15, random),
      };
    });
  });
  return buildTrackletTable(tracklets.flat(), facingCameras);
}

/** All that were seen at once, with how likely they are one person by looks that are right three times in five. */
function pairsOf(table: TrackletTable, random: SeededRandom): (WeighedPair & { isOne: boolean })[] {
  const pairs: (WeighedPair & { isOne: boolean })[] = [];
  for (let a = 0; a < table.count; a++) {
    for (let b = 0; b < table.count; b++) {
      if (table.cameraIndex[a] !== 0 || table.cameraIndex[b] !== 1) continue;
      const pair = simultaneousPair(table, a, b, linkingConfig);
      if (!pair) continue;
      const isOne = table.ids[b]! === table.ids[a]! + 1;
      const isTakenForOne = random.next() < (isOne ? 0.6 : 0.15);
      pairs.push({ ...pair, isOne, prior: isTakenForOne ? 0.6 : 0.05 });
    }
  }
  return pairs;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('learnGround', () => {
  it('tells who is who from looks that are often wrong, also of pairs that it did not learn from', () => {
    const pairs = pairsOf(threeAtATime(45, true), new SeededRandom(1));
    const ground = learnGround(pairs, linkingConfig.groundRounds, linkingConfig)!;
    const fresh = pairsOf(threeAtATime(45, true, 8), new SeededRandom(2));
    for (const some of [pairs, fresh]) {
      const llrs = (isOne: boolean) => some.filter((pair) => pair.isOne === isOne).map(ground.llr);
      expect(mean(llrs(true))).toBeGreaterThan(1.5);
      expect(mean(llrs(false))).toBeLessThan(-1.5);
      expect(llrs(true).filter((nats) => nats < 0).length).toBeLessThanOrEqual(2);
    }
  });

  it('says little of cameras that see two floors', () => {
    const pairs = pairsOf(threeAtATime(45, false), new SeededRandom(1));
    const ground = learnGround(pairs, linkingConfig.groundRounds, linkingConfig)!;
    const believed = pairs.filter(({ prior }) => prior > 0.5).map(ground.llr);
    expect(mean(believed)).toBeLessThan(0.5);
  });

  it('learns nothing from next to nobody', () => {
    const [pair] = pairsOf(threeAtATime(3, true), new SeededRandom(1));
    expect(learnGround([{ ...pair!, prior: 0.9 }], linkingConfig.groundRounds, linkingConfig)).toBeNull();
    expect(learnGround([], linkingConfig.groundRounds, linkingConfig)).toBeNull();
  });
});

describe('simultaneousPair', () => {
  const table = threeAtATime(6, true);

  it('has the first camera’s walk first, whichever row is named first', () => {
    expect(simultaneousPair(table, 1, 0, linkingConfig)).toEqual(
      simultaneousPair(table, 0, 1, linkingConfig),
    );
    const { first, second, moments } = simultaneousPair(table, 1, 0, linkingConfig)!;
    expect([table.cameraIndex[first], table.cameraIndex[second]]).toEqual([0, 1]);
    expect([...moments.subarray(0, 3)]).toEqual([...table.walks.subarray(0, 3)]);
  });

  it('is nothing where two were not seen at once, or no walk is known', () => {
    expect(simultaneousPair(table, 0, table.count - 1, linkingConfig)).toBeNull();
    const bare = { ...table, walks: new Int16Array(table.walks.length) };
    expect(simultaneousPair(bare, 0, 1, linkingConfig)).toBeNull();
  });
});
