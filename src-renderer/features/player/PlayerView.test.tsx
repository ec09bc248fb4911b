// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Camera } from '#shared/contract/plan.ts';
import { connectFakeHost } from '../../api/fake-host.test-support.ts';
import { StudyContext } from '../../api/index.ts';
import { navigate } from '../../lib/router.ts';
import { isolateViewTests, recordingWith, showView, studyWith } from '../../lib/view-test.test-support.tsx';
import { PlayerView } from './PlayerView.tsx';

isolateViewTests();
afterEach(() => vi.restoreAllMocks());

const recording = recordingWith({ status: 'accepted', cameraId: 5, startUtcMs: Date.UTC(2026, 10, 20, 10) });
const cameras = [
  { id: 4, clockOffsetMs: 60_000 },
  { id: 5, clockOffsetMs: -7_000 },
] as Camera[];

async function show() {
  const host = await connectFakeHost({
    'library.recordings': () => [recording],
    'plan.get': () => ({ floors: [], cameras }),
    'analysis.tracklets': () => ({ total: 0, tracklets: [] }),
  });
  const counts = { cameras: 1, recordings: 1, tracklets: 0, journeys: 0 };
  showView(
    <StudyContext value={studyWith(counts)}>
      <PlayerView />
    </StudyContext>,
  );
  return host;
}

it('tells when a recording began in true time, as it does of the people in it', async () => {
  navigate('player', { recording: 1 });
  using _host = await show();
  expect(await screen.findByText('2026-11-20 09:59:53 · 1.mp4')).toBeTruthy();
});

it('lists recordings in true time', async () => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1_000);
  navigate('player');
  using _host = await show();
  expect(await screen.findByText('2026-11-20 09:59:53')).toBeTruthy();
});
