import { expect, test } from 'vitest';
import { formatZone } from './zone.ts';

test('tells both two o’clocks of the autumn change apart', () => {
  expect(formatZone(Date.UTC(2026, 9, 25, 0, 30), 'Europe/Berlin')).toBe('GMT+2');
  expect(formatZone(Date.UTC(2026, 9, 25, 1, 30), 'Europe/Berlin')).toBe('GMT+1');
});
