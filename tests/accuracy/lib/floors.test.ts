import { describe, expect, it } from 'vitest';
import { judge, readFloors } from './floors.ts';
import { projectPath } from './shared.ts';
import type { Measurement, Suite } from './suite.ts';

const suite: Suite = {
  key: 'set',
  title: 'a set',
  needs: [],
  isSlow: false,
  measure: () => Promise.resolve([]),
};

const measured = (key: string, value: number): Measurement => ({ key, name: key, value, digits: 3 });

describe('judge', () => {
  it.each([
    [0.5, { min: 0.5 }, true],
    [0.49, { min: 0.5 }, false],
    [61, { min: 15, max: 60 }, false],
    [14, { min: 15, max: 60 }, false],
    [15, { min: 15, max: 60 }, true],
    [Number.NaN, {}, false],
  ])('of %d within %o says %s', (value, bounds, passed) => {
    const [verdict] = judge(suite, [measured('a', value)], { set: { a: bounds } });
    expect(verdict!.passed).toBe(passed);
  });

  it('refuses numbers without bounds and bounds without numbers', () => {
    expect(() => judge(suite, [measured('a', 1)], {})).toThrow('no bounds for set.a');
    expect(() => judge(suite, [], { set: { a: {} } })).toThrow('set has no number a');
  });
});

it('judges nothing of a set that has no floors', () => {
  const other = { ...suite, hasNoFloors: true };
  expect(judge(other, [measured('a', 1)], {})).toMatchObject([{ bounds: {}, passed: true }]);
});

describe('floors.json', () => {
  it('can be read, and bounds every number on one side at least', () => {
    for (const bounds of Object.values(readFloors(projectPath('tests/accuracy/floors.json')))) {
      for (const { min, max } of Object.values(bounds)) expect(min ?? max).toBeDefined();
    }
  });
});
