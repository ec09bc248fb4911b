import { expect, it } from 'vitest';
import type { CameraCoverage, Recording } from '#shared/contract/library.ts';
import { coverageAt } from './coverage-at.ts';

const camera: CameraCoverage = {
  cameraId: 1,
  cameraName: 'Door',
  observed: [
    { startUtcMs: 100, endUtcMs: 300, recordingIds: [1, 2] },
    { startUtcMs: 500, endUtcMs: 600, recordingIds: [3] },
  ],
  gaps: [{ startUtcMs: 300, endUtcMs: 500 }],
  observedMs: 300,
};
const recordings = new Map(
  [
    { id: 1, startUtcMs: 100, endUtcMs: 200 },
    { id: 2, startUtcMs: 200, endUtcMs: 300 },
    { id: 3, startUtcMs: 500, endUtcMs: 600 },
  ].map((recording) => [recording.id, recording as Recording]),
);

it('finds the recording that holds the instant inside a merged span', () => {
  expect(coverageAt(camera, recordings, 199)).toMatchObject({ kind: 'observed', recording: { id: 1 } });
  expect(coverageAt(camera, recordings, 200)).toMatchObject({ kind: 'observed', recording: { id: 2 } });
});

it('tells a gap from the time before and after all footage', () => {
  expect(coverageAt(camera, recordings, 300)).toEqual({ kind: 'gap', durationMs: 200 });
  expect(coverageAt(camera, recordings, 99)).toEqual({ kind: 'outside' });
  expect(coverageAt(camera, recordings, 600)).toEqual({ kind: 'outside' });
});
