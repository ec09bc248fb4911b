import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BestRows } from './best-rows.ts';
import { searchConfig } from './config.ts';
import { findAlike } from './find-alike.ts';
import { LikenessModel, lookOf, lookOfVector } from './likeness-model.ts';
import { everywhere, type Seen, studyOf } from './testing/small-study.ts';

const config = searchConfig;

function search(people: readonly Seen[], example: Seen, span = everywhere) {
  const recordings = studyOf(people);
  const model = new LikenessModel(recordings, 0, config);
  return {
    recordings,
    ...findAlike(lookOfVector(example.vector), recordings, span, { model, space: 0, config }),
  };
}

/** A vector that points along one axis, with a little of the next. */
function towards(axis: number, wobble = 0): Int8Array {
  const vector = new Int8Array(128);
  vector[axis] = 120;
  vector[(axis + 1) % 128] = wobble;
  return vector;
}

const crowd: Seen[] = Array.from({ length: 60 }, (_, at) => ({
  camera: (at % 3) + 1,
  startMs: at * 1_000,
  vector: towards(at, 10),
}));

describe('findAlike', () => {
  it('puts the look-alike first and counts whom it compared', () => {
    const { hits, compared, notComparable, recordings } = search(crowd, {
      ...crowd[7]!,
      vector: towards(7, 14),
    });
    const [best] = hits;
    expect(recordings[best!.recording]!.descriptors.trackletIds[best!.row]).toBe(7);
    expect(best!.strangersExpected).toBeLessThan(0.01);
    expect(best!.moreAlikeThan).toBeGreaterThan(0.999);
    expect(hits[1]!.strangersExpected).toBeGreaterThan(best!.strangersExpected);
    expect([compared, notComparable]).toEqual([60, 0]);
  });

  it('counts tracklets without a description, or with one of another model, apart', () => {
    const strange = { camera: 1, startMs: 90_000, vector: towards(1), space: 1 };
    const blank = { camera: 1, startMs: 91_000, vector: new Int8Array(128) };
    const { compared, notComparable, hits } = search([...crowd, strange, blank], crowd[0]!);
    expect([compared, notComparable, hits.length]).toEqual([60, 2, 60]);
  });

  it('looks only at the span, both ends included', () => {
    const { hits, recordings } = search(crowd, crowd[0]!, { fromUtcMs: 20_000, toUtcMs: 22_000 });
    const starts = hits.map(({ recording, row }) => recordings[recording]!.descriptors.startOffsetMs[row]!);
    // Everybody stays 500 ms: who came at 19 s has gone.
    expect(starts.sort((a, b) => a - b)).toEqual([20_000, 21_000, 22_000]);
  });

  it('leaves out what it is told to', () => {
    const recordings = studyOf(crowd);
    const model = new LikenessModel(recordings, 0, config);
    const example = lookOf(recordings[0]!, 0, 0)!;
    const isExample = (recording: number, row: number) => recording === 0 && row === 0;
    const { hits } = findAlike(example, recordings, everywhere, { model, space: 0, config }, isExample);
    expect(hits.length).toBe(59);
    expect(hits.some(({ recording, row }) => isExample(recording, row))).toBe(false);
  });
});

describe('LikenessModel', () => {
  it('takes people whom one camera shows at once for strangers', () => {
    const pairs = Array.from({ length: 400 }, (_, at): Seen[] => [
      { camera: 1, startMs: at * 2_000, vector: towards(at % 64, 30) },
      { camera: 1, startMs: at * 2_000 + 100, vector: towards((at * 7 + 3) % 64, 30) },
    ]).flat();
    const { strangers } = new LikenessModel(studyOf(pairs), 0, config);
    expect(strangers.mean).toBeLessThan(1);
    expect(strangers.sd).toBeGreaterThan(0.05);
  });

  it('earns less for resembling a fashion than for resembling a rarity', () => {
    const fashion = Array.from({ length: 15 }, (_, at) => ({
      camera: 1,
      startMs: at * 900,
      vector: towards(1, at),
    }));
    const rarities = Array.from({ length: 30 }, (_, at) => ({
      camera: 1,
      startMs: 20_000 + at * 900,
      vector: towards(40 + 2 * at, 10),
    }));
    const recordings = studyOf([...fashion, ...rarities]);
    const model = new LikenessModel(recordings, 0, config);
    const common = lookOf(recordings[0]!, 5, 0)!;
    const rare = lookOf(recordings[0]!, 20, 0)!;
    expect(model.score(rare, rare)).toBeGreaterThan(model.score(common, common) + 1);
  });
});

it('BestRows keeps the best, earlier ones of equals first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.integer({ min: 1, max: 10 }),
      (scores, limit) => {
        const best = new BestRows(limit);
        for (const [row, score] of scores.entries()) best.offer(0, row, score);
        const expected = scores
          .map((score, row) => ({ recording: 0, row, score }))
          .sort((a, b) => b.score - a.score || a.row - b.row)
          .slice(0, limit);
        expect(best.rows()).toEqual(expected);
      },
    ),
  );
});
