import { describe, expect, it } from 'vitest';
import { type LoggedStep, playSteps } from './step-log.ts';

const log = (...steps: readonly (readonly [kind: LoggedStep['kind'], targetId?: number])[]) =>
  steps.map(([kind, targetId], index) => ({ id: index + 1, kind, targetId: targetId ?? null }));

const shown = (steps: readonly LoggedStep[]) => {
  const { standing, undoId, redoId } = playSteps(steps);
  return { standing: [...standing].sort((a, b) => a - b), undoId, redoId };
};

describe('playSteps', () => {
  it('knows nothing of an empty log', () => {
    expect(shown([])).toEqual({ standing: [], undoId: null, redoId: null });
  });

  it('goes back step by step, and forwards again', () => {
    const back = log(['decide'], ['decide'], ['undo', 2], ['undo', 1]);
    expect(shown(back)).toEqual({ standing: [], undoId: null, redoId: 1 });
    expect(shown([...back, { id: 5, kind: 'redo', targetId: 1 }])).toEqual({
      standing: [1],
      undoId: 1,
      redoId: 2,
    });
  });

  it('takes back a step in the middle', () => {
    expect(shown(log(['decide'], ['decide'], ['undo', 1]))).toEqual({ standing: [2], undoId: 2, redoId: 1 });
  });

  it('has nothing to redo once something else was decided', () => {
    expect(shown(log(['decide'], ['undo', 1], ['decide']))).toEqual({
      standing: [3],
      undoId: 3,
      redoId: null,
    });
  });

  it.each([
    ['an undo of nothing', log(['undo', 7])],
    ['an undo of what is undone', log(['decide'], ['undo', 1], ['undo', 1])],
    ['a redo of what holds', log(['decide'], ['redo', 1])],
  ])('refuses %s', (_, steps) => {
    expect(() => playSteps(steps)).toThrow(RangeError);
  });
});
