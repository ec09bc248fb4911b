import { describe, expect, it } from 'vitest';
import { appearanceEvidence, learnAppearanceScale } from './appearance.ts';
import { defaultOfflineConfig } from './config.ts';
import { dressed, outfitVector, walk } from './testing.ts';

const config = defaultOfflineConfig.appearance;

describe('learnAppearanceScale', () => {
  it('knows from halves of tracks and from people seen together what cosines mean', () => {
    const people = Array.from({ length: 8 }, (_, person) =>
      dressed(walk(person, 0, 40, 100 * person, 2), person),
    );
    const { self, strangers } = learnAppearanceScale(people, config);
    expect(self).toBeGreaterThan(0.9);
    expect(strangers).toBeGreaterThan(0.35);
    expect(strangers).toBeLessThan(0.5);
  });

  it('keeps to its guess where nobody is seen', () => {
    expect(learnAppearanceScale([], config)).toEqual(config.guess);
  });

  it('takes nobody for a stranger who was there at another time', () => {
    const fragments = [dressed(walk(0, 0, 4, 0, 2), 1), dressed(walk(1, 9, 13, 0, 2), 2)];
    expect(learnAppearanceScale(fragments, config).strangers).toBe(config.guess.strangers);
  });
});

describe('appearanceEvidence', () => {
  const scale = { self: 0.9, strangers: 0.4 };

  it('speaks for one outfit, against two, and never too loudly', () => {
    const same = appearanceEvidence(outfitVector(1, 1), outfitVector(1, 2), scale, config);
    const different = appearanceEvidence(outfitVector(1, 1), outfitVector(2, 2), scale, config);
    expect(same).toBeGreaterThan(2);
    expect(different).toBeLessThan(-2);
    expect(Math.max(same, -different)).toBeLessThanOrEqual(config.most);
  });

  it('says nothing without crops', () => {
    expect(appearanceEvidence(null, outfitVector(1), scale, config)).toBe(0);
  });
});
