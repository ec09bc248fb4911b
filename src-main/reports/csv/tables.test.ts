import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { reportTables } from '#shared/report-tables.ts';
import { csvTables } from './tables.ts';

const guide = readFileSync(new URL('../../../docs/guide/csv.md', import.meta.url), 'utf8');
const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

it('are the files of the list that the application names', () => {
  expect(csvTables.map(({ fileName }) => fileName)).toEqual(reportTables.map((name) => `${name}.csv`));
});

it('are all in the guide, which says how many they are', () => {
  const described = [...guide.matchAll(/^## (\S+\.csv)$/gm)].map(([, fileName]) => fileName);
  expect(described.toSorted()).toEqual(csvTables.map(({ fileName }) => fileName).toSorted());
  expect(guide).toContain(`write ${numbers[csvTables.length]} tables`);
});
