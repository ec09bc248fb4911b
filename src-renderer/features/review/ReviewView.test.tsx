// @vitest-environment jsdom
import { configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Tracklet } from '#shared/contract/analysis.ts';
import type { ReviewAlternative, ReviewQuestion, ReviewState } from '#shared/contract/review.ts';
import { connectFakeHost, contractError } from '../../api/fake-host.test-support.ts';
import { StudyContext } from '../../api/index.ts';
import { isolateViewTests, showView, studyWith } from '../../lib/view-test.test-support.tsx';
import { ReviewView } from './ReviewView.tsx';

const study = studyWith({ cameras: 2, recordings: 2, tracklets: 4, journeys: 3 });

const tracklet = (id: number, cameraName: string): Tracklet => ({
  id,
  label: `C01-00000${id}`,
  recordingId: 1,
  cameraId: 1,
  cameraName,
  startUtcMs: id * 10_000,
  endUtcMs: id * 10_000 + 4_000,
  startOffsetMs: 0,
  endOffsetMs: 4_000,
  boxCount: 24,
  meanScore: 0.8,
  cropCount: 1,
  outfit: { top: null, bottom: null, shoes: null },
  journeyId: id,
});

const alternative = (id: number, confidence: number): ReviewAlternative => ({
  tracklet: tracklet(id, `Camera ${id}`),
  confidence,
  isLinked: false,
  gapMs: 6_000,
  appearanceLlr: 3,
  transitLlr: -1.5,
  colourLlr: 0,
  verdict: null,
});

const questionOf = (fromTrackletId: number): ReviewQuestion => ({
  fromTrackletId,
  toTrackletId: 2,
  fromCameraName: 'Atrium',
  toCameraName: 'Landing',
  exitUtcMs: 0,
  enterUtcMs: 6_000,
  confidence: 0.5,
  isLinked: false,
  stopsAtStake: 2,
});

const state: ReviewState = {
  decidedSteps: 3,
  openQuestions: 2,
  unappliedDecisions: 0,
  canUndo: true,
  canRedo: false,
};

const host = (overrides: Record<string, (input: never) => unknown> = {}) => ({
  'studies.current': () => study,
  'review.queue': () => ({ total: 2, questions: [questionOf(1), questionOf(5)] }),
  'review.state': () => state,
  'review.question': ({ fromTrackletId }: { fromTrackletId: number }) => ({
    from: tracklet(fromTrackletId, 'Atrium'),
    alternatives: [alternative(2, 0.5), alternative(3, 0.2)],
  }),
  'media.urls': () => {
    throw contractError({ code: 'NOT_FOUND', message: 'No crop.', hint: '' });
  },
  ...overrides,
});

// A busy machine takes longer than the second that is usual.
configure({ asyncUtilTimeout: 10_000 });
isolateViewTests();
beforeEach(() => {
  window.location.hash = '#/review';
});

const show = () =>
  showView(
    <StudyContext value={study}>
      <ReviewView />
    </StudyContext>,
  );

it('asks the first question, and S answers it for the pair on the screen', async () => {
  const decide = vi.fn((_input: unknown) => ({ stepId: 4, changedJourneyIds: [1], state }));
  using _host = await connectFakeHost(host({ 'review.decide': decide }));
  show();
  await screen.findByText('Is this one visitor?');
  expect(screen.getByText('3 of 5 reviewed')).toBeTruthy();
  expect(screen.getByText('strong evidence for one visitor')).toBeTruthy();
  fireEvent.keyDown(document.body, { key: 'ArrowDown' });
  fireEvent.keyDown(document.body, { key: 's' });
  await waitFor(() =>
    expect(decide).toHaveBeenCalledExactlyOnceWith({
      verdict: 'same',
      pairs: [{ firstTrackletId: 1, secondTrackletId: 3 }],
    }),
  );
  await waitFor(() => expect(window.location.hash).toBe('#/review?from=5'));
});

it('skips with N, undoes with U, and leaves keys to whoever types', async () => {
  const undo = vi.fn((_input: unknown) => ({ stepId: 3, changedJourneyIds: [], state }));
  using _host = await connectFakeHost(host({ 'review.undo': undo }));
  show();
  await screen.findByText('Is this one visitor?');
  const field = document.createElement('input');
  document.body.append(field);
  fireEvent.keyDown(field, { key: 'u' });
  expect(undo).not.toHaveBeenCalled();
  field.remove();
  fireEvent.keyDown(document.body, { key: 'u' });
  await waitFor(() => expect(undo).toHaveBeenCalledExactlyOnceWith({}));
  fireEvent.keyDown(document.body, { key: 'n' });
  await waitFor(() => expect(window.location.hash).toBe('#/review?from=5'));
  fireEvent.keyDown(document.body, { key: 'n' });
  fireEvent.click(await screen.findByRole('button', { name: 'Show the skipped ones' }));
  await screen.findByText('Is this one visitor?');
});

it('says so when nothing is in doubt', async () => {
  using _host = await connectFakeHost(host({ 'review.queue': () => ({ total: 0, questions: [] }) }));
  show();
  await screen.findByText('Nothing left to review');
});

it('undoes with U the answer after which nothing is left, and takes no answer', async () => {
  const undo = vi.fn((_input: unknown) => ({ stepId: 3, changedJourneyIds: [], state }));
  const queue = () => ({ total: 0, questions: [] });
  using connected = await connectFakeHost(host({ 'review.queue': queue, 'review.undo': undo }));
  show();
  await screen.findByText('Nothing left to review');
  await waitFor(() =>
    expect(screen.getByRole('button', { name: /^Undo/ })).toHaveProperty('disabled', false),
  );
  const keys = ['s', 'd', 'n', 'ArrowRight', 'ArrowDown', 'u'];
  for (const key of keys) fireEvent.keyDown(document.body, { key });
  await waitFor(() => expect(undo).toHaveBeenCalledExactlyOnceWith({}));
  expect(connected.calls).not.toContain('review.decide');
  expect(window.location.hash).toBe('#/review');
});

it('says so when the host cannot tell', async () => {
  const queue = () => {
    throw contractError({ code: 'STUDY_CORRUPT', message: 'It is damaged.', hint: 'Copy it.' });
  };
  using _host = await connectFakeHost(host({ 'review.queue': queue }));
  show();
  expect((await screen.findByRole('alert')).textContent).toContain('It is damaged.');
});
