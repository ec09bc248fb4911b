import { expect, it } from 'vitest';
import type { CameraCoverage, Recording } from '#shared/contract/library.ts';
import { coverageAt } from './coverage-at.ts';

const camera: CameraCoverage = {
  cameraId: 1,
  cameraName: 'Door',
  clockOffsetMs: 0,
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
  expect(coverageAt(camera, recordings, 199)).toMatchObject({
    kind: 'observed',
    found: { recording: { id: 1 }, offsetMs: 99 },
  });
  expect(coverageAt(camera, recordings, 200)).toMatchObject({
    kind: 'observed',
    found: { recording: { id: 2 }, offsetMs: 0 },
  });
});

it('finds it by true time where the camera has a clock offset', () => {
  const late: CameraCoverage = {
    ...camera,
    clockOffsetMs: 1_000,
    observed: [{ startUtcMs: 1_100, endUtcMs: 1_300, recordingIds: [1, 2] }],
    gaps: [],
  };
  expect(coverageAt(late, recordings, 1_210)).toMatchObject({
    found: { recording: { id: 2 }, offsetMs: 10 },
  });
  expect(coverageAt(late, recordings, 210)).toEqual({ kind: 'outside' });
});

it('tells a gap from the time before and after all footage', () => {
  expect(coverageAt(camera, recordings, 300)).toEqual({ kind: 'gap', durationMs: 200 });
  expect(coverageAt(camera, recordings, 99)).toEqual({ kind: 'outside' });
  expect(coverageAt(camera, recordings, 600)).toEqual({ kind: 'outside' });
});
