import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkingConfig } from '../config.ts';
import { motionLlr } from '../transit/motion.ts';
import type { TrackletEnd } from '../types.ts';
import { monotoneRatio } from './appearance.ts';
import { rayleighRatio } from './colour.ts';

const score = fc.double({ min: -10, max: 10, noNaN: true });
const sd = fc.double({ min: 0.1, max: 3, noNaN: true });

describe('monotoneRatio', () => {
  it('never falls as two people look more alike', () => {
    fc.assert(
      fc.property(
        score,
        score,
        sd,
        sd,
        fc.double({ min: 0.1, max: 4, noNaN: true }),
        (a, b, positiveSd, negativeSd, above) => {
          const positive = { mean: above, sd: positiveSd };
          const negative = { mean: 0, sd: negativeSd };
          const [less, more] = a < b ? [a, b] : [b, a];
          const ratio = monotoneRatio(positive, negative);
          expect(ratio(less)).toBeLessThanOrEqual(ratio(more) + 1e-9);
        },
      ),
    );
  });

  it('is zero in the middle of two equal spreads', () => {
    expect(monotoneRatio({ mean: 2, sd: 1 }, { mean: 0, sd: 1 })(1)).toBeCloseTo(0);
  });
});

describe('rayleighRatio', () => {
  it('falls as colours differ more', () => {
    const deltaE = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(deltaE, deltaE, (a, b) => {
        const [near, far] = a < b ? [a, b] : [b, a];
        expect(rayleighRatio(far, 9, 22)).toBeLessThanOrEqual(rayleighRatio(near, 9, 22));
      }),
    );
  });

  it('says less where everybody wears the same', () => {
    expect(rayleighRatio(3, 9, 12)).toBeLessThan(rayleighRatio(3, 9, 25));
  });
});

describe('motionLlr', () => {
  const end = (footXPx: number, velocityXPxPerS = 0): TrackletEnd => ({
    footXPx,
    footYPx: 300,
    heightPx: 100,
    velocityXPxPerS,
    velocityYPxPerS: 0,
  });

  it('favours where the walk was leading over where it was', () => {
    const exit = end(100, 150);
    expect(motionLlr(exit, end(250), 1000, linkingConfig)).toBeGreaterThan(
      motionLlr(exit, end(100), 1000, linkingConfig),
    );
  });

  it('is for near reappearance, and against far', () => {
    expect(motionLlr(end(100), end(110), 500, linkingConfig)).toBeGreaterThan(1);
    expect(motionLlr(end(100), end(900), 500, linkingConfig)).toBe(-linkingConfig.motionLimit);
  });

  it('says nothing after a long gap, or without a place', () => {
    expect(motionLlr(end(100), end(100), 60_000, linkingConfig)).toBe(0);
    expect(motionLlr(null, end(100), 500, linkingConfig)).toBe(0);
  });
});
