import { expect, test } from 'vitest';
import { workerCount } from './config.ts';

test.each([
  [0, 1, 1],
  [0, 2, 1],
  [0, 9, 4],
  [3, 2, 3],
])('setting %i on %i CPUs gives %i workers', (setting, cpuCount, expected) => {
  expect(workerCount(setting, cpuCount)).toBe(expected);
});
