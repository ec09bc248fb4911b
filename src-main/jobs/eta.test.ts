import { describe, expect, test } from 'vitest';
import { MeanDurations, queueEtaMs, remainingMs } from './eta.ts';

describe('remainingMs', () => {
  test('goes by the share that is done', () => {
    expect(remainingMs({ elapsedMs: 10_000, progress: 0.25 })).toBe(30_000);
    expect(remainingMs({ elapsedMs: 10_000, progress: 1 })).toBe(0);
  });

  test('says nothing too early', () => {
    expect(remainingMs({ elapsedMs: 500, progress: 0.5 })).toBeNull();
    expect(remainingMs({ elapsedMs: 10_000, progress: 0.01 })).toBeNull();
  });
});

describe('queueEtaMs', () => {
  const analyze = { type: 'analyze', elapsedMs: 10_000, progress: 0.5 } as const;

  test('is unknown while nothing was measured', () => {
    expect(queueEtaMs([], new Map([['analyze', 5]]), new Map(), 2)).toBeNull();
    expect(queueEtaMs([], new Map(), new Map([['analyze', 5]]), 2)).toBeNull();
  });

  test('takes waiting jobs to last as long as finished ones, shared by the workers', () => {
    const mean = new Map([['hash', 1_000]] as const);
    expect(queueEtaMs([], new Map([['hash', 10]]), mean, 1)).toBe(10_000);
    expect(queueEtaMs([], new Map([['hash', 10]]), mean, 4)).toBe(2_500);
  });

  test('takes waiting jobs to last as long as a running one of their type, before any has finished', () => {
    expect(queueEtaMs([analyze], new Map([['analyze', 2]]), new Map(), 1)).toBe(10_000 + 2 * 20_000);
  });

  test('is never less than the longest running job needs', () => {
    expect(queueEtaMs([analyze], new Map(), new Map(), 4)).toBe(10_000);
  });

  test('leaves out types of which nothing is known', () => {
    expect(queueEtaMs([analyze], new Map([['link', 1]]), new Map(), 1)).toBe(10_000);
  });

  test('is unknown while what takes the time is unknown, however well the rest is known', () => {
    const mean = new Map([['hash', 10]] as const);
    expect(
      queueEtaMs(
        [],
        new Map([
          ['hash', 3],
          ['analyze', 20],
        ] as const),
        mean,
        1,
      ),
    ).toBeNull();
    const fresh = { type: 'prepare', elapsedMs: 200, progress: 0 } as const;
    expect(queueEtaMs([fresh], new Map([['hash', 3]] as const), mean, 1)).toBeNull();
  });

  test('goes by the mean for a running job that says nothing yet', () => {
    const fresh = { type: 'analyze', elapsedMs: 200, progress: 0 } as const;
    expect(queueEtaMs([fresh], new Map(), new Map([['analyze', 5_000]]), 1)).toBe(4_800);
  });
});

test('newer durations count more', () => {
  const durations = new MeanDurations();
  durations.add('hash', 1_000);
  expect(durations.byType().get('hash')).toBe(1_000);
  for (let i = 0; i < 30; i += 1) durations.add('hash', 2_000);
  expect(durations.byType().get('hash')).toBeGreaterThan(1_990);
});
