import { expect, it } from 'vitest';
import { clockAdvice } from './clock-advice.ts';

const finding = { cameraId: 1, aheadMs: 7_500, fromMs: 6_500, toMs: 9_000, links: 12.4 };

it('says how far a clock is off, and how sure that is', () => {
  expect(clockAdvice(finding)).toContain('7.5 s ahead (6.5 to 9.0 s), as 12 walks');
});

it('gives no span where one step of the search is all that fits', () => {
  expect(clockAdvice({ ...finding, fromMs: 7_500, toMs: 7_500 })).toContain('7.5 s ahead, as 12 walks');
});

it('names the smaller number first for clocks that are behind, too', () => {
  const behind = { ...finding, aheadMs: -7_500, fromMs: -9_000, toMs: -6_500 };
  expect(clockAdvice(behind)).toContain('7.5 s behind (6.5 to 9.0 s)');
});
