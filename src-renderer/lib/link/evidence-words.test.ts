import { expect, test } from 'vitest';
import { evidenceTerms, strengthWords } from './evidence-words.ts';

test.each([
  [0.4, 'says little either way'],
  [-1, 'says little either way'],
  [1.5, 'some evidence for one visitor'],
  [-3, 'strong evidence against one visitor'],
  [6, 'decisive evidence for one visitor'],
])('%d nats %s', (llr, words) => {
  expect(strengthWords(llr)).toBe(words);
});

test('every term of the score has its words', () => {
  const link = {
    confidence: 0.8,
    grade: 'tentative',
    appearanceLlr: 5,
    transitLlr: -1.5,
    colourLlr: 0,
  } as const;
  expect(evidenceTerms(link).map((term) => [term.name, term.llr])).toEqual([
    ['Appearance', 5],
    ['Time and place', -1.5],
    ['Garment colours', 0],
  ]);
});
