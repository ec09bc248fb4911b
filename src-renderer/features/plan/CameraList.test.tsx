// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { Camera, CameraEdit, Floor, Plan } from '#shared/contract/plan.ts';
import { connectFakeHost } from '../../api/fake-host.test-support.ts';
import { isolateViewTests, showView } from '../../lib/view-test.test-support.tsx';
import { CameraList } from './CameraList.tsx';
import { usePlanState } from './plan-state.ts';

isolateViewTests();

const floorOf = (id: number, widthM: number): Floor => ({
  id,
  name: `Floor ${id}`,
  level: id,
  image: { id, widthPx: 1_000, heightPx: 1_000, metresPerPx: widthM / 1_000, isScaleSet: true },
});
const camera: Camera = {
  id: 1,
  name: 'Entrance',
  floorId: 1,
  posM: { x: 90, y: 10 },
  headingDeg: 0,
  fovDeg: 80,
  rangeM: 12,
  clockOffsetMs: 0,
  recordingCount: 1,
};

it('moves the selected camera on its own floor, also while a smaller one is shown', async () => {
  const floors = [floorOf(1, 100), floorOf(2, 50)];
  const edit = vi.fn((_: CameraEdit): Plan => ({ floors, cameras: [camera] }));
  using _host = await connectFakeHost({
    'plan.editCamera': edit,
    'plan.get': () => ({ floors, cameras: [camera] }),
    'journeys.linkReport': () => null,
  });
  usePlanState.getState().selectCamera(camera.id);
  showView(<CameraList cameras={[camera]} floors={floors} shown={floors[1]!} />);
  const field = screen.getByRole('spinbutton', { name: 'From the top' });
  fireEvent.change(field, { target: { value: '11' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(() => expect(edit).toHaveBeenCalled());
  expect(edit.mock.calls[0]![0]).toEqual({ id: 1, floorId: 1, posM: { x: 90, y: 11 } });
});
