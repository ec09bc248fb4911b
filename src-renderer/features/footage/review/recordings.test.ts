import { expect, it } from 'vitest';
import type { Recording } from '#shared/contract/library.ts';
import { cameraNamesOf, foldersBelowRoot, isAcceptable, isConfident, missingText } from './recordings.ts';

function recording(change: Partial<Recording>): Recording {
  return {
    id: 1,
    path: '/media/a.mp4',
    status: 'proposed',
    cameraName: 'Door',
    startUtcMs: 0,
    confidence: 0.9,
    ...change,
  } as Recording;
}

it('accepts unseen only what is complete and sure', () => {
  expect(isConfident(recording({}))).toBe(true);
  expect(isConfident(recording({ confidence: 0.6 }))).toBe(false);
  expect(isConfident(recording({ cameraName: null }))).toBe(false);
  expect(isAcceptable(recording({ confidence: 0.1 }))).toBe(true);
  expect(isAcceptable(recording({ startUtcMs: null }))).toBe(false);
  expect(isAcceptable(recording({ status: 'accepted' }))).toBe(false);
});

it('says what a proposal lacks', () => {
  expect(missingText(recording({}))).toBeNull();
  expect(missingText(recording({ cameraName: null, startUtcMs: null }))).toBe(
    'Needs a camera and a start time',
  );
});

it('lists camera names once, numbers in their order', () => {
  const names = ['Cam 10', 'Cam 2', null, 'Cam 10'].map((cameraName) => recording({ cameraName }));
  expect(cameraNamesOf(names)).toEqual(['Cam 2', 'Cam 10']);
});

it('shows the folders below the one that all files share', () => {
  const folders = foldersBelowRoot([
    recording({ id: 1, path: '/media/usb/door/2026-11-20/a.mp4' }),
    recording({ id: 2, path: '/media/usb/hall/b.mp4' }),
    recording({ id: 3, path: '/media/usb/c.mp4' }),
  ]);
  expect([...folders.values()]).toEqual(['door/2026-11-20', 'hall', '']);
});

it('reads Windows paths too', () => {
  const folders = foldersBelowRoot([
    recording({ id: 1, path: 'D:\\export\\door\\a.mp4' }),
    recording({ id: 2, path: 'D:\\export\\hall\\b.mp4' }),
  ]);
  expect([...folders.values()]).toEqual(['door', 'hall']);
});
