import { expect, it } from 'vitest';
import { staffReason } from './reasons.ts';

const proposal = {
  startUtcMs: Date.UTC(2026, 10, 20, 9),
  endUtcMs: Date.UTC(2026, 10, 20, 17, 30),
  presence: 0.91,
  inViewMs: 4_200_000,
};

it('tells since when, how steadily and how long', () => {
  const reason = staffReason({ ...proposal, atOnce: 3 }, 'UTC');
  expect(reason).toContain('from 09:00 to 17:30, seen in 91 %');
  expect(reason).toContain('1 h 10 min in view');
  expect(reason).toContain('Up to 3 were in view at once, which speaks for a uniform');
});

it('takes one at a time for one person', () => {
  expect(staffReason({ ...proposal, atOnce: 1 }, 'UTC')).toContain('speaks for one person');
});
