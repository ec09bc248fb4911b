import { expect, it } from 'vitest';
import { ObservedTime } from './observed-time.ts';

const span = (startUtcMs: number, endUtcMs: number) => ({ startUtcMs, endUtcMs });

it('stands still while nothing is observed', () => {
  const time = new ObservedTime([span(100, 130), span(0, 10), span(5, 20)]);
  expect([-5, 0, 7, 20, 60, 100, 110, 130, 900].map((utcMs) => time.before(utcMs))).toEqual([
    0, 0, 7, 20, 20, 20, 30, 50, 50,
  ]);
  expect(time.within(span(10, 110))).toBe(20);
  expect(time.within(span(40, 90))).toBe(0);
});

it('observes nothing without spans', () => {
  expect(new ObservedTime([]).within(span(0, 10))).toBe(0);
});
