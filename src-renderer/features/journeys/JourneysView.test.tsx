// @vitest-environment jsdom
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Journey } from '#shared/contract/journeys.ts';
import { connectFakeHost, contractError } from '../../api/fake-host.test-support.ts';
import { orpc, queryClient, StudyContext } from '../../api/index.ts';
import { isolateViewTests, showView, studyWith } from '../../lib/view-test.test-support.tsx';
import { JourneysView } from './JourneysView.tsx';
import { useJourneyFilter } from './use-journeys.ts';

const study = studyWith({ cameras: 2, recordings: 2, tracklets: 2, journeys: 2 });

const journeyAt = (id: number, cameraId: number): Journey => ({
  id,
  label: `V000${id}`,
  startUtcMs: id * 60_000,
  endUtcMs: id * 60_000 + 10_000,
  durationMs: 10_000,
  inViewMs: 10_000,
  cameraCount: 1,
  confidence: 1,
  outfit: { top: null, bottom: null, shoes: null },
  stops: [
    {
      ordinal: 0,
      trackletId: id,
      recordingId: 1,
      cameraId,
      cameraName: `cam0${cameraId}`,
      enterUtcMs: id * 60_000,
      exitUtcMs: id * 60_000 + 10_000,
      floorId: null,
      posM: null,
      arrival: null,
      link: null,
    },
  ],
});
const all = [journeyAt(1, 1), journeyAt(2, 2)];

/** The journey, of which linking has now found the beginning: it takes the number of that. */
function withEarlierStop(journey: Journey): Journey {
  const [earlier] = journeyAt(1, 1).stops;
  const stops = [earlier!, ...journey.stops.map((stop) => ({ ...stop, ordinal: 1 }))];
  return { ...journeyAt(1, 1), endUtcMs: journey.endUtcMs, cameraCount: 2, stops };
}

const notFound = () => {
  throw contractError({ code: 'NOT_FOUND', message: 'It is gone.', hint: '' });
};
const host = {
  'plan.get': () => ({ floors: [], cameras: [] }),
  'journeys.list': ({ cameraId }: { cameraId?: number }) => {
    const journeys = all.filter(({ stops }) => cameraId === undefined || stops[0]!.cameraId === cameraId);
    return { total: journeys.length, journeys };
  },
  'journeys.get': ({ journeyId }: { journeyId: number }) =>
    all.find(({ id }) => id === journeyId) ?? notFound(),
  'journeys.walks': () => ({ walks: [] }),
  'journeys.linkReport': () => null,
  'review.suggestions': () => [],
  'media.urls': notFound,
};

// A busy machine takes longer than the second that is usual.
configure({ asyncUtilTimeout: 10_000 });
isolateViewTests();
beforeEach(() => {
  // jsdom draws nothing.
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({} as never);
  useJourneyFilter.getState().showAll();
});

function show(address: string): void {
  window.location.hash = address;
  showView(
    <StudyContext value={study}>
      <JourneysView />
    </StudyContext>,
  );
}

it('shows a linked journey that the filter hides, says so, and shows all journeys if that is wanted', async () => {
  using _host = await connectFakeHost(host);
  useJourneyFilter.getState().setCamera(1);
  show('#/journeys?journey=2');
  expect(await screen.findByRole('region', { name: 'Journey V0002' })).toBeTruthy();
  expect(screen.getByText('1 matching journey')).toBeTruthy();
  const note = screen.getByText(/hides this journey/).parentElement!;
  fireEvent.click(within(note).getByRole('button', { name: 'Show all journeys' }));
  await screen.findByText('2 journeys');
  expect(screen.queryByText(/hides this journey/)).toBeNull();
  expect(screen.getByRole('region', { name: 'Journey V0002' })).toBeTruthy();
});

it('asks for no journey that the list has, and says so above the list when one is gone', async () => {
  using connected = await connectFakeHost(host);
  show('#/journeys?journey=1');
  await screen.findByRole('region', { name: 'Journey V0001' });
  expect(connected.calls).not.toContain('journeys.get');
  window.location.hash = '#/journeys?journey=7';
  await screen.findByRole('listbox', { name: 'Journeys' });
  expect(connected.calls).toContain('journeys.get');
  await screen.findByText('It is gone.');
  expect(screen.queryByText(/hides this journey/)).toBeNull();
});

/** A host whose journeys may be numbered anew while the view is open. */
const hostOf = (journeys: () => readonly Journey[]) => ({
  ...host,
  'journeys.list': () => ({ total: journeys().length, journeys: journeys() }),
});

it.each([
  ['is numbered anew', { ...journeyAt(2, 2), id: 3, label: 'V0003' }],
  ['goes on from an earlier sighting', withEarlierStop(journeyAt(2, 2))],
])('follows the selected visitor when their journey %s', async (_, after) => {
  const other = { ...journeyAt(9, 1), id: 2, label: 'V0002' };
  let journeys: readonly Journey[] = all;
  using _host = await connectFakeHost({ ...hostOf(() => journeys), 'journeys.get': notFound });
  show('#/journeys?journey=2');
  await screen.findByRole('region', { name: 'Journey V0002' });
  journeys = after.id === 1 ? [after] : [journeyAt(1, 1), other, after];
  await queryClient.invalidateQueries({ queryKey: orpc.journeys.key() });
  const region = await screen.findByRole('region', { name: `Journey ${after.label}` });
  expect(within(region).getByText('cam02')).toBeTruthy();
  expect(screen.queryByText('It is gone.')).toBeNull();
});

it('lets go of the selected visitor who is gone, rather than show another one of the same number', async () => {
  let journeys: readonly Journey[] = all;
  using _host = await connectFakeHost(hostOf(() => journeys));
  show('#/journeys?journey=2');
  await screen.findByRole('region', { name: 'Journey V0002' });
  journeys = [journeyAt(1, 1), { ...journeyAt(9, 1), id: 2, label: 'V0002' }];
  await queryClient.invalidateQueries({ queryKey: orpc.journeys.key() });
  await screen.findByRole('listbox', { name: 'Journeys' });
  // Whoever then chooses the other one gets them.
  window.location.hash = '#/journeys?journey=2';
  const region = await screen.findByRole('region', { name: 'Journey V0002' });
  expect(within(region).getByText('cam01')).toBeTruthy();
});

it('opens the journey that a link means now, whoever had its number when the view was open last', async () => {
  let journeys: readonly Journey[] = all;
  using _host = await connectFakeHost(hostOf(() => journeys));
  show('#/journeys?journey=2');
  await screen.findByRole('region', { name: 'Journey V0002' });
  cleanup();
  journeys = [
    { ...journeyAt(2, 2), id: 1, label: 'V0001' },
    { ...journeyAt(1, 1), id: 2, label: 'V0002' },
  ];
  await queryClient.invalidateQueries({ queryKey: orpc.journeys.key() });
  show('#/journeys?journey=2');
  await waitFor(() => expect(queryClient.isFetching()).toBe(0));
  const region = await screen.findByRole('region', { name: 'Journey V0002' });
  expect(within(region).getByText('cam01')).toBeTruthy();
});
