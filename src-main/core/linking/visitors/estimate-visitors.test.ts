import { expect, it } from 'vitest';
import { estimateVisitors } from './estimate-visitors.ts';

const count = { expected: 120.4, variance: 3 };

it('holds the expected number, and wider bounds the less sure it is', () => {
  const { expected, from, to } = estimateVisitors([count], 500)!;
  expect(expected).toBe(120.4);
  expect(from).toBeLessThan(expected);
  expect(to).toBeGreaterThan(expected);
  const surer = estimateVisitors([{ ...count, variance: 1 }], 500)!;
  expect(surer.to - surer.from).toBeLessThan(to - from);
});

it('is never surer than by a share of the number, however sure each join is', () => {
  const { expected, from, to } = estimateVisitors([{ expected: 300, variance: 0 }], 500)!;
  expect(from).toBeLessThan(0.98 * expected);
  expect(to).toBeGreaterThan(1.02 * expected);
});

it('adds up the windows of a study', () => {
  expect(estimateVisitors([count, count], 900)!.expected).toBe(240.8);
});

it('never tells more visitors than tracklets', () => {
  expect(estimateVisitors([{ expected: 390, variance: 900 }], 400)).toMatchObject({ to: 400 });
});

it('tells nothing where there is too little to learn from', () => {
  expect(estimateVisitors([count], 92)).toBeNull();
  expect(estimateVisitors([], 0)).toBeNull();
});
