// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StudySummary } from '#shared/contract/studies.ts';
import { connectFakeHost } from '../../../api/fake-host.test-support.ts';
import { queryClient, StudyContext } from '../../../api/index.ts';
import { recordingWith } from '../../../lib/view-test.test-support.tsx';
import { TooltipProvider } from '../../../ui/index.ts';
import { ReviewPanel } from './ReviewPanel.tsx';

const tenUtcMs = Date.UTC(2026, 10, 20, 9);

const recordings = [
  recordingWith({ id: 1 }),
  recordingWith({ id: 2, confidence: 0.4 }),
  recordingWith({ id: 3, startUtcMs: null }),
];

beforeEach(() => {
  queryClient.clear();
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1_000);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function show() {
  const study = { timeZone: 'Europe/Berlin' } as StudySummary;
  render(
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <StudyContext value={study}>
          <ReviewPanel recordings={recordings} />
        </StudyContext>
      </TooltipProvider>
    </QueryClientProvider>,
  );
}

it('accepts at once only what is complete and sure', async () => {
  const accept = vi.fn((_input: unknown) => recordings);
  using _host = await connectFakeHost({ 'library.accept': accept });
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Accept all confident (1)' }));
  await waitFor(() => expect(accept).toHaveBeenCalledExactlyOnceWith({ ids: [1] }));
});

it('shows starts in the zone of the study', () => {
  show();
  expect(screen.getByRole('button', { name: 'Start of 1.mp4: 2026-11-20 10:00:00' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Start of 3.mp4: not known' })).toBeTruthy();
});

it('renames the camera in its cell with Enter, and leaves it with Escape', async () => {
  const edit = vi.fn((_input: unknown) => recordings);
  using _host = await connectFakeHost({ 'library.edit': edit });
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Camera of 2.mp4: Door' }));
  fireEvent.change(screen.getByLabelText('Camera of 2.mp4'), { target: { value: 'Nothing' } });
  fireEvent.keyDown(screen.getByLabelText('Camera of 2.mp4'), { key: 'Escape' });
  fireEvent.click(screen.getByRole('button', { name: 'Camera of 2.mp4: Door' }));
  fireEvent.change(screen.getByLabelText('Camera of 2.mp4'), { target: { value: ' Gate ' } });
  fireEvent.keyDown(screen.getByLabelText('Camera of 2.mp4'), { key: 'Enter' });
  await waitFor(() =>
    expect(edit).toHaveBeenCalledExactlyOnceWith({ edits: [{ id: 2, cameraName: 'Gate' }] }),
  );
});

it('shifts the selected starts in one edit, without those that have none', async () => {
  const edit = vi.fn((_input: unknown) => recordings);
  using _host = await connectFakeHost({ 'library.edit': edit });
  show();
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
  expect(screen.getByText('3 selected')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Shift start…' }));
  fireEvent.change(screen.getByRole('textbox', { name: 'Shift' }), { target: { value: '-0:01:30' } });
  fireEvent.click(screen.getByRole('button', { name: 'Shift' }));
  await waitFor(() =>
    expect(edit).toHaveBeenCalledExactlyOnceWith({
      edits: [
        { id: 1, startUtcMs: tenUtcMs - 90_000 },
        { id: 2, startUtcMs: tenUtcMs - 90_000 },
      ],
    }),
  );
});
