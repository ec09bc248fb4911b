import { expect, it } from 'vitest';
import { mediaPath, parseMediaPath } from './media-path.ts';

it.each([
  ['key/proxy/1', { kind: 'proxy', id: 1 }],
  ['key/crop/7/0', { kind: 'crop', id: 7, index: 0 }],
  ['key/report/12', { kind: 'report', id: 12 }],
] as const)('%s', (path, ref) => {
  expect(mediaPath({ studyKey: 'key', ref })).toBe(path);
  expect(parseMediaPath(path)).toEqual({ studyKey: 'key', ref });
});

it.each([
  '',
  'key',
  'key/proxy',
  'key/proxy/0',
  'key/proxy/01',
  'key/proxy/1.5',
  'key/proxy/1e3',
  'key/proxy/1/0',
  'key/crop/7',
  'key/crop/7/-1',
  'key/secret/1',
  '/proxy/1',
  'key/proxy/../1',
])('names nothing: “%s”', (path) => {
  expect(parseMediaPath(path)).toBeNull();
});
