import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CropCandidate,
  CropKeeper,
  defaultCropSelectionConfig,
  selectBestCrops,
} from './crop-selection.ts';

const candidates = fc.array(
  fc.record<CropCandidate>({
    timeMs: fc.integer({ min: 0, max: 60_000 }),
    quality: fc.integer({ min: 0, max: 100 }).map((value) => value / 100),
  }),
  { maxLength: 80 },
);

describe('CropKeeper', () => {
  it('never holds more than its maximum, and its decisions build what it holds', () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const keeper = new CropKeeper({ ...defaultCropSelectionConfig, max: 4 });
        const pictures: CropCandidate[] = [];
        for (const candidate of list) {
          const decision = keeper.consider(candidate);
          if (decision === null) continue;
          expect(decision.replaces).toBe(decision.index < pictures.length);
          expect(decision.index).toBeLessThanOrEqual(pictures.length);
          pictures[decision.index] = candidate;
        }
        expect(pictures).toEqual(keeper.kept);
        expect(pictures.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('would keep a better candidate wherever it keeps a worse one', () => {
    const better = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(candidates, better, (list, more) => {
        const keeper = new CropKeeper({ ...defaultCropSelectionConfig, max: 4 });
        for (const candidate of list) {
          const couldBe = keeper.wouldKeep({ ...candidate, quality: candidate.quality + more });
          if (keeper.consider(candidate) !== null) expect(couldBe).toBe(true);
        }
      }),
    );
  });

  it('keeps the better of two crops of the same moment', () => {
    const keeper = new CropKeeper();
    expect(keeper.consider({ timeMs: 0, quality: 0.4 })).toEqual({ index: 0, replaces: false });
    expect(keeper.consider({ timeMs: 100, quality: 0.3 })).toBeNull();
    expect(keeper.consider({ timeMs: 150, quality: 0.6 })).toEqual({ index: 0, replaces: true });
  });

  it('keeps nothing that shows too little', () => {
    expect(new CropKeeper().consider({ timeMs: 0, quality: 0.01 })).toBeNull();
  });
});

describe('selectBestCrops', () => {
  it('keeps the best crop of all', () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const best = Math.max(0, ...list.map(({ quality }) => quality));
        const kept = selectBestCrops(list, { max: 4 });
        const found = Math.max(0, ...kept.map(({ quality }) => quality));
        expect(found).toBe(best >= defaultCropSelectionConfig.minQuality ? best : 0);
      }),
    );
  });

  it('spreads equally good crops over the track', () => {
    const even = Array.from({ length: 100 }, (_, index) => ({ timeMs: index * 500, quality: 0.5 }));
    const kept = selectBestCrops(even, { max: 5 });
    expect(kept).toHaveLength(5);
    expect(kept.at(-1)!.timeMs - kept[0]!.timeMs).toBeGreaterThan(25_000);
  });
});
