import { expect, it } from 'vitest';
import type { Recording } from '#shared/contract/library.ts';
import { planAnalysis } from './plan.ts';

function recording(change: Partial<Recording>): Recording {
  return {
    status: 'accepted',
    analysis: 'none',
    cameraId: 1,
    probe: { durationMs: 60_000 },
    ...change,
  } as Recording;
}

it('counts what a start would do: accepted footage that is not analysed, failures included', () => {
  const plan = planAnalysis([
    recording({}),
    recording({ cameraId: 2 }),
    recording({ analysis: 'failed' }),
    recording({ analysis: 'done' }),
    recording({ analysis: 'running' }),
    recording({ analysis: 'queued' }),
    recording({ status: 'proposed' }),
    recording({ status: 'excluded' }),
  ]);
  expect(plan).toMatchObject({ underWay: 2, analysed: 1, waitingMs: 180_000, waitingCameras: 2 });
  expect(plan.waiting).toHaveLength(3);
});
