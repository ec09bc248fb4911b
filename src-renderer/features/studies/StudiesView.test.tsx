// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { StudySummary } from '#shared/contract/studies.ts';
import { connectFakeHost, contractError } from '../../api/fake-host.test-support.ts';
import { isolateViewTests, showView } from '../../lib/view-test.test-support.tsx';
import { StudiesView } from './StudiesView.tsx';

const study: StudySummary = {
  path: '/studies/Mall.wandr',
  name: 'Mall',
  timeZone: 'Europe/Berlin',
  createdUtcMs: 0,
  sizeOnDiskBytes: 1_400_000,
  counts: { cameras: 2, recordings: 3, tracklets: 40, journeys: 12 },
  observedMs: 3_600_000,
  notice: null,
};
const info = { studiesFolder: '/studies', cpuCount: 4 };

isolateViewTests();
beforeEach(() => {
  window.location.hash = '#/studies';
});

const show = () => showView(<StudiesView />);

it('creates a study, tells what went wrong, and goes to Footage once it worked', async () => {
  let isFull = true;
  const create = vi.fn((_input: unknown) => {
    if (isFull)
      throw contractError({ code: 'STUDY_EXISTS', message: 'It exists.', hint: 'Choose another name.' });
    return study;
  });
  using _host = await connectFakeHost({
    'studies.current': () => null,
    'studies.recent': () => [],
    'studies.create': create,
    'system.info': () => info,
  });
  show();
  await screen.findByText('Start with a study');
  fireEvent.click(screen.getAllByRole('button', { name: 'New study' })[0]!);
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: ' Mall ' } });
  fireEvent.change(screen.getByLabelText('Time zone of the cameras'), { target: { value: 'Europe/Berlin' } });
  await waitFor(() => expect((screen.getByLabelText('Folder') as HTMLInputElement).value).toBe('/studies'));
  fireEvent.click(screen.getByRole('button', { name: 'Create study' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toBe('It exists.Choose another name.');

  isFull = false;
  fireEvent.click(screen.getByRole('button', { name: 'Create study' }));
  await waitFor(() => expect(window.location.hash).toBe('#/footage'));
  expect(create).toHaveBeenLastCalledWith({ folder: '/studies', name: 'Mall', timeZone: 'Europe/Berlin' });
});

it('opens the sample study at its journeys once it has some', async () => {
  using _host = await connectFakeHost({
    'studies.current': () => null,
    'studies.recent': () => [],
    'studies.openSample': () => study,
  });
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Open the sample study' }));
  await waitFor(() => expect(window.location.hash).toBe('#/journeys'));
});

it('deletes a study only after its name was typed', async () => {
  const remove = vi.fn((_input: unknown) => ({ freedBytes: 1_400_000 }));
  using _host = await connectFakeHost({
    'studies.current': () => study,
    'studies.recent': () => [],
    'studies.delete': remove,
  });
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Delete…' }));
  const confirm = screen.getByRole('button', { name: 'Delete for good' }) as HTMLButtonElement;
  const field = screen.getByLabelText('Type “Mall” to confirm');
  fireEvent.change(field, { target: { value: 'mall' } });
  expect(confirm.disabled).toBe(true);
  fireEvent.change(field, { target: { value: 'Mall' } });
  fireEvent.click(confirm);
  await waitFor(() => expect(remove).toHaveBeenCalledExactlyOnceWith({ path: '/studies/Mall.wandr' }));
});

it('tells how many visitors the open study has', async () => {
  using _host = await connectFakeHost({
    'studies.current': () => study,
    'studies.recent': () => [],
    'system.info': () => info,
    'journeys.linkReport': () => ({
      clocks: [],
      sharedViews: [],
      reliability: null,
      visitors: { expected: 9.6, from: 8.2, to: 11.4 },
    }),
  });
  show();
  expect(await screen.findByText('about 10 visitors (8–12)')).toBeTruthy();
});
