// @vitest-environment jsdom
import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { LinkReport } from '#shared/contract/journeys.ts';
import { connectFakeHost } from '../../../api/fake-host.test-support.ts';
import { isolateViewTests, showView } from '../../view-test.test-support.tsx';
import { LinkQuality } from './LinkQuality.tsx';

// A busy machine takes longer than the second that is usual.
configure({ asyncUtilTimeout: 10_000 });
isolateViewTests();

const camera = (id: number, name: string) => ({
  id,
  name,
  floorId: null,
  posM: null,
  headingDeg: 0,
  fovDeg: 80,
  rangeM: 12,
  clockOffsetMs: 500,
  recordingCount: 1,
});
const plan = { floors: [], cameras: [camera(1, 'Atrium'), camera(2, 'Landing')] };

const bin = (from: number, count: number, stated: number, right: number) => ({
  from,
  to: from + 0.1,
  count,
  weight: count / 10,
  stated,
  right,
});

const report: LinkReport = {
  clocks: [{ cameraId: 2, aheadMs: 8_000, fromMs: 7_000, toMs: 9_000, links: 41 }],
  sharedViews: [{ firstCameraId: 1, secondCameraId: 2 }],
  reliability: {
    bins: [bin(0, 10, 0.05, 0), bin(0.1, 0, 0, 0), bin(0.9, 10, 0.97, 0.9)],
    error: 0.06,
    onePerson: 9,
    twoPeople: 11,
  },
  visitors: null,
};

async function open(found: LinkReport | null, editCamera = vi.fn((_input: unknown) => plan)) {
  const host = await connectFakeHost({
    'journeys.linkReport': () => found,
    'plan.get': () => plan,
    'plan.editCamera': editCamera,
  });
  showView(<LinkQuality />);
  fireEvent.click(screen.getByRole('button', { name: 'Link quality' }));
  return host;
}

it('shows the calibration error, the diagram, and its numbers as a table', async () => {
  using _host = await open(report);
  await screen.findByText('0.060');
  screen.getByText(/differ by 6\.0 percentage points/);
  screen.getByRole('img', { name: /Expected calibration error 0\.060/ });
  screen.getByText(/Few pairs \(9 of one person, 11 of two\)/);
  const rows = within(screen.getByRole('table')).getAllByRole('row');
  expect(rows.map((row) => row.textContent)).toEqual([
    'Stated betweenon averagerightpairsweight',
    '0 % – 10 %5 %0 %1050 %',
    '10 % – 20 %––00 %',
    '90 % – 100 %97 %90 %1050 %',
  ]);
});

it('names the views that overlap, and corrects a clock on top of its correction', async () => {
  const editCamera = vi.fn((_input: unknown) => plan);
  using _host = await open(report, editCamera);
  await screen.findByText(/8\.0 s ahead/);
  screen.getByText(/seem to see one place/);
  fireEvent.click(screen.getByRole('button', { name: 'Correct the clock of Landing' }));
  await waitFor(() => expect(editCamera).toHaveBeenCalledExactlyOnceWith({ id: 2, clockOffsetMs: -7_500 }));
});

it('says what is not known', async () => {
  using _host = await open({ clocks: [], sharedViews: [], reliability: null, visitors: null });
  await screen.findByText(/Not known: no pair of pictures/);
  screen.getByText(/No clock was found to be off/);
  screen.getByText('None that the plan does not show.');
});

it('says so before the study was linked', async () => {
  using _host = await open(null);
  await screen.findByText(/not linked yet/);
});
