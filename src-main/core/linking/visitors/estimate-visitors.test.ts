import { expect, it } from 'vitest';
import { estimateVisitors } from './estimate-visitors.ts';

const count = { expected: 20.4, variance: 3, joins: 30 };

it('holds the expected number, and wider bounds the more is joined', () => {
  const { expected, from, to } = estimateVisitors([count], 84);
  expect(expected).toBe(20.4);
  expect(from).toBeLessThan(expected);
  expect(to).toBeGreaterThan(expected);
  const surer = estimateVisitors([{ ...count, joins: 0 }], 84);
  expect(surer.to - surer.from).toBeLessThan(to - from);
});

it('adds up the windows of a study', () => {
  const two = estimateVisitors([count, count], 200);
  expect(two.expected).toBe(40.8);
});

it('never tells more visitors than tracklets, nor none where somebody was seen', () => {
  expect(estimateVisitors([{ expected: 0.2, variance: 9, joins: 3 }], 4)).toMatchObject({
    expected: 1,
    from: 1,
    to: 4,
  });
  expect(estimateVisitors([], 0)).toEqual({ expected: 0, from: 0, to: 0 });
});
