import { expect, test } from 'vitest';
import type { Camera, Plan } from '#shared/contract/plan.ts';
import { applyEdit } from './apply-edit.ts';

const camera: Camera = {
  id: 1,
  name: 'Entrance',
  floorId: 1,
  posM: { x: 1, y: 2 },
  headingDeg: 90,
  fovDeg: 70,
  rangeM: 12,
  clockOffsetMs: 0,
  recordingCount: 3,
};
const plan: Plan = { floors: [], cameras: [camera, { ...camera, id: 2, name: 'Exit' }] };

test('changes only what the edit names, of only the camera it names', () => {
  const next = applyEdit(plan, { id: 1, headingDeg: 180, name: undefined });
  expect(next.cameras[0]).toEqual({ ...camera, headingDeg: 180 });
  expect(next.cameras[1]).toBe(plan.cameras[1]);
});

test('null takes a camera off the plan', () => {
  const next = applyEdit(plan, { id: 2, floorId: null, posM: null });
  expect(next.cameras[1]).toMatchObject({ floorId: null, posM: null, headingDeg: 90 });
});
