// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { Camera, CameraEdit, Floor, Plan } from '#shared/contract/plan.ts';
import { connectFakeHost } from '../../api/fake-host.test-support.ts';
import { queryClient } from '../../api/index.ts';
import { isolateViewTests, showView } from '../../lib/view-test.test-support.tsx';
import { applyEdit } from './apply-edit.ts';
import { CameraList } from './CameraList.tsx';
import { usePlanState } from './plan-state.ts';
import { usePlan } from './use-plan.ts';

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

it('corrects a clock once, however often the button is pressed before linking has run again', async () => {
  const floors = [floorOf(1, 100)];
  const edit = vi.fn((change: CameraEdit): Plan => applyEdit({ floors, cameras: [camera] }, change));
  using _host = await connectFakeHost({
    'plan.editCamera': edit,
    'plan.get': () => ({ floors, cameras: [camera] }),
    'journeys.linkReport': () => ({
      clocks: [{ cameraId: 1, aheadMs: 5_000, fromMs: 4_500, toMs: 5_500, links: 20 }],
      sharedViews: [],
      reliability: null,
      visitors: null,
    }),
  });
  usePlanState.getState().selectCamera(camera.id);
  showView(<ShownPlan />);
  const button = await screen.findByRole('button', { name: 'Correct this clock' });
  fireEvent.click(button);
  await screen.findByDisplayValue('-5');
  if (button.isConnected) fireEvent.click(button);
  await waitFor(() => expect(queryClient.isMutating()).toBe(0));
  expect(edit.mock.calls.map(([{ clockOffsetMs }]) => clockOffsetMs)).toEqual([-5_000]);
});

function ShownPlan() {
  const { data } = usePlan();
  return data ? <CameraList cameras={data.cameras} floors={data.floors} shown={data.floors[0]!} /> : null;
}
