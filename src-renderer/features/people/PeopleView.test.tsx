// @vitest-environment jsdom
import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { toast } from 'sonner';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { People, Person } from '#shared/contract/people.ts';
import { connectFakeHost, contractError, type Procedures } from '../../api/fake-host.test-support.ts';
import { StudyContext } from '../../api/index.ts';
import { isolateViewTests, showView, studyWith } from '../../lib/view-test.test-support.tsx';
import { Toaster } from '../../ui/index.ts';
import { PeopleView } from './PeopleView.tsx';

const study = studyWith({ cameras: 2, recordings: 2, tracklets: 6, journeys: 6 });

const person = (journeyId: number): Person => ({
  journeyId,
  label: `V000${journeyId}`,
  trackletId: journeyId * 10,
  trackletIds: [journeyId * 10, journeyId * 10 + 1],
  startUtcMs: 0,
  endUtcMs: 60_000,
  stopCount: 2,
  outfit: { top: null, bottom: null, shoes: null },
});

const people: People = {
  visitorCount: 4,
  proposals: [
    {
      startUtcMs: 0,
      endUtcMs: 7_200_000,
      presence: 0.9,
      atOnce: 1,
      inViewMs: 60_000,
      people: [person(1), person(2)],
    },
  ],
  staff: [person(3), person(4)],
  groups: [
    { label: 'G001', confidence: 0.8, sharedStops: 2, isConfirmed: false, people: [person(5), person(6)] },
  ],
  aloneCount: 0,
};

/** Says yes to everything, and numbers the steps. */
function host() {
  let stepId = 0;
  const step = (trackletsEach: number) =>
    vi.fn(({ trackletIds }: { trackletIds: number[] }) => ({
      stepId: ++stepId,
      journeyCount: trackletIds.length / trackletsEach,
    }));
  return {
    'people.list': () => people,
    'people.setRole': step(2),
    'people.judgeGroup': step(1),
    'people.undo': vi.fn((_input: unknown) => {}),
    'media.urls': () => {
      throw contractError({ code: 'NOT_FOUND', message: 'No crop.', hint: '' });
    },
  } satisfies Procedures;
}

// A busy machine takes longer than the second that is usual.
configure({ asyncUtilTimeout: 10_000 });
isolateViewTests();
beforeEach(() => {
  // jsdom lays nothing out; a list shows what fits into its height.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(async () => {
  // Toasts outlive the page that showed them, and leave it by a timer, which must not fire once the page is taken down.
  toast.dismiss();
  await waitFor(() => expect(document.querySelector('[data-sonner-toast]')).toBeNull());
});

const show = () =>
  showView(
    <StudyContext value={study}>
      <PeopleView />
      <Toaster theme="light" />
    </StudyContext>,
  );

async function undoIn(toastText: string): Promise<void> {
  const shown = (await screen.findByText(toastText)).closest('li')!;
  fireEvent.click(within(shown).getByRole('button', { name: 'Undo' }));
}

it.each([
  ['Accept as staff', [10, 11, 20, 21], 'staff', '2 journeys left out of the counts of visitors.'],
  ['No, visitors', [10, 11, 20, 21], 'visitor', '2 journeys not proposed as staff any more.'],
  ['A visitor: V0002', [20, 21], 'visitor', '1 journey not proposed as staff any more.'],
  ['Not staff: V0004', [40, 41], 'visitor', '1 journey not proposed as staff any more.'],
  ['Take back all', [30, 31, 40, 41], null, '2 journeys counted as visitors again.'],
])('offers to undo “%s”', async (name, trackletIds, role, toastText) => {
  const procedures = host();
  using _host = await connectFakeHost(procedures);
  show();
  fireEvent.click(await screen.findByRole('button', { name }));
  await undoIn(toastText);
  expect(procedures['people.setRole']).toHaveBeenCalledExactlyOnceWith({ trackletIds, role });
  await waitFor(() => expect(procedures['people.undo']).toHaveBeenCalledExactlyOnceWith({ stepId: 1 }));
  await screen.findByText('Undone');
});

it('offers to undo what was said of a group, also when the group is gone', async () => {
  const procedures = host();
  let groups = people.groups;
  procedures['people.judgeGroup'].mockImplementation(() => {
    groups = [];
    return { stepId: 9, journeyCount: 2 };
  });
  using _host = await connectFakeHost({ ...procedures, 'people.list': () => ({ ...people, groups }) });
  show();
  fireEvent.mouseDown(await screen.findByRole('tab', { name: /Groups/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Not together' }));
  await screen.findByText('Everybody came alone');
  await undoIn('2 visitors not counted as one party any more.');
  await waitFor(() => expect(procedures['people.undo']).toHaveBeenCalledExactlyOnceWith({ stepId: 9 }));
});
