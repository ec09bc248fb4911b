import { describe, expect, it } from 'vitest';
import { type PairVerdict, Verdicts } from './verdicts.ts';

const same = (firstId: number, secondId: number): PairVerdict => ({ verdict: 'same', firstId, secondId });
const different = (firstId: number, secondId: number): PairVerdict => ({
  verdict: 'different',
  firstId,
  secondId,
});

function verdicts(...decisions: readonly PairVerdict[]): Verdicts<PairVerdict> {
  const all = new Verdicts<PairVerdict>();
  for (const decision of decisions) all.add(decision);
  return all;
}

describe('Verdicts', () => {
  it('lets decisions stand that say nothing about each other', () => {
    const all = verdicts(same(1, 2), different(3, 4));
    for (const next of [same(1, 3), different(1, 4), same(2, 1), different(4, 3)])
      expect(all.against(next)).toBeNull();
  });

  it('names the decision that says the opposite, whichever way round', () => {
    expect(verdicts(same(1, 2)).against(different(2, 1))).toEqual([same(1, 2)]);
    expect(verdicts(different(1, 2)).against(same(2, 1))).toEqual([different(1, 2)]);
  });

  it('names all decisions on the way when two tracklets are one visitor by others', () => {
    const all = verdicts(same(5, 6), same(1, 2), same(3, 2), same(3, 4));
    expect(all.against(different(1, 4))).toEqual([same(1, 2), same(3, 2), same(3, 4)]);
    expect(all.against(different(1, 5))).toBeNull();
  });

  it('keeps whole visitors apart', () => {
    const all = verdicts(same(1, 2), same(3, 4), different(1, 4));
    expect(all.against(same(2, 3))).toEqual([different(1, 4)]);
    expect(all.against(same(2, 9))).toBeNull();
  });
});
