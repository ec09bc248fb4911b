import { describe, expect, it } from 'vitest';
import type { ReviewQuestion } from '#shared/contract/review.ts';
import { gapWords } from './gap-words.ts';
import { nextQuestion } from './next-question.ts';
import { progressWords } from './progress-words.ts';

const questions = [3, 1, 2].map(
  (fromTrackletId): ReviewQuestion => ({
    fromTrackletId,
    toTrackletId: 9,
    fromCameraName: 'a',
    toCameraName: 'b',
    exitUtcMs: 0,
    enterUtcMs: 0,
    confidence: 0.5,
    isLinked: true,
    stopsAtStake: 1,
  }),
);

describe('nextQuestion', () => {
  it('follows the queue past what is left and what was skipped', () => {
    expect(nextQuestion(questions, new Set(), null)).toBe(3);
    expect(nextQuestion(questions, new Set([1]), 3)).toBe(2);
    expect(nextQuestion(questions, new Set([1, 2]), 3)).toBeNull();
    expect(nextQuestion([], new Set(), null)).toBeNull();
  });
});

describe('progressWords', () => {
  const state = { decidedSteps: 12, openQuestions: 28, unappliedDecisions: 0, canUndo: true, canRedo: false };

  it('counts what was reviewed, and tells what could not be applied', () => {
    expect(progressWords(state)).toBe('12 of 40 reviewed');
    expect(progressWords({ ...state, unappliedDecisions: 1 })).toBe(
      '12 of 40 reviewed · 1 decision could not be applied',
    );
    expect(progressWords({ ...state, decidedSteps: 0, openQuestions: 0 })).toBe('No link is in doubt');
  });
});

describe('gapWords', () => {
  it('says where somebody was between two tracklets', () => {
    expect(gapWords(95_000, false)).toBe('1 min 35 s not observed');
    expect(gapWords(-4_000, false)).toBe('4.0 s in both pictures');
    expect(gapWords(2_000, true)).toBe('out of the picture for 2.0 s');
    expect(gapWords(0, false)).toBe('from one picture into the other');
  });
});
