// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { leaveStudies } from './leave-studies.ts';

it.each([
  ['#/studies', '#/footage'],
  ['#/review', '#/review'],
])('from %s leads to %s', (from, to) => {
  window.history.replaceState(null, '', from);
  leaveStudies('footage');
  expect(window.location.hash).toBe(to);
});
