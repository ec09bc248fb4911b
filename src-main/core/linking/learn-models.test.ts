import { describe, expect, it } from 'vitest';
import { EdgesBuilder } from './candidates/edges.ts';
import { linkingConfig } from './config.ts';
import { cautiousPosterior } from './learn-models.ts';

/** One pair of tracklets: likely because of what it looks like, of when and where it is, or of both. */
function cautious(appearanceNats: number, otherNats: number): number {
  const builder = new EdgesBuilder(2);
  builder.addRow([1]);
  builder.addRow([]);
  const terms = {
    appearanceLlr: Float64Array.of(appearanceNats),
    transitLlr: Float64Array.of(otherNats),
    totalLlr: Float64Array.of(appearanceNats + otherNats),
  };
  return cautiousPosterior(builder.build(), terms, linkingConfig)[0]!;
}

describe('cautiousPosterior', () => {
  it('does not believe an odd walk for its looks alone, however alike', () => {
    expect(cautious(8, -6)).toBeLessThan(0.3);
    expect(cautious(20, -6)).toBeLessThan(0.3);
  });

  it('believes who looks alike and comes in time', () => {
    expect(cautious(4, 2)).toBeGreaterThan(0.95);
  });

  it('holds looks that speak against a match as strongly as they do', () => {
    expect(cautious(-4, 2)).toBeCloseTo(1 / (1 + Math.exp(2)), 2);
  });
});
