import { describe, expect, it } from 'vitest';
import type { SearchHit } from '#shared/contract/search.ts';
import { gradeReason, gradeWords } from './grade-words.ts';

const likeness = { moreAlikeThan: 0.99996, strangersExpected: 0.25, isSomebodyElse: false };
const hit = (changes: Partial<SearchHit>): SearchHit =>
  ({ grade: 'good', likeness: null, garments: [], ...changes }) as SearchHit;

describe('the words of an answer', () => {
  it('never claim that it is the same person', () => {
    for (const grade of ['strong', 'good', 'fair', 'weak'] as const) {
      const words = [gradeWords({ grade, likeness }).name, gradeReason(hit({ grade, likeness }), 1_240)];
      expect(words.join(' ')).not.toMatch(/same person|identical|match(es|ed)? the/i);
    }
  });

  it.each([
    [0.001, 'hardly anybody'],
    [0.25, 'a stranger in one of 4 searches'],
    [1.2, 'about one stranger'],
    [1_234.4, 'about 1,234 strangers'],
  ])('%d strangers expected: %s', (strangersExpected, expected) => {
    const reason = gradeReason(hit({ likeness: { ...likeness, strangersExpected } }), 1_240);
    expect(reason).toContain(expected);
    expect(reason).toContain('More alike than 99.99 % of strangers');
    expect(reason).toContain('1,240 people searched');
  });

  it('says so when it cannot be the same person', () => {
    expect(gradeReason(hit({ likeness: { ...likeness, isSomebodyElse: true } }), 9)).toContain(
      'somebody else',
    );
  });

  it('lists the garments of a search by outfit', () => {
    const garments: SearchHit['garments'] = [
      { part: 'top', fit: 'same' },
      { part: 'shoes', fit: 'unseen' },
    ];
    expect(gradeReason(hit({ garments }), 9)).toBe('Top as asked, shoes not seen.');
  });
});
