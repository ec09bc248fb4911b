// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Recording } from '#shared/contract/library.ts';
import type { Camera } from '#shared/contract/plan.ts';
import { connectFakeHost } from '../../api/fake-host.test-support.ts';
import { StudyContext } from '../../api/index.ts';
import { navigate } from '../../lib/router.ts';
import { isolateViewTests, showView, studyWith } from '../../lib/view-test.test-support.tsx';
import { PlayerView } from './PlayerView.tsx';

isolateViewTests();
afterEach(() => vi.restoreAllMocks());

const recording: Recording = {
  id: 1,
  path: '/usb/ch01.mp4',
  fileName: 'ch01.mp4',
  sizeBytes: 1_000,
  status: 'accepted',
  problem: null,
  cameraId: 5,
  cameraName: 'Door',
  startUtcMs: Date.UTC(2026, 10, 20, 10),
  endUtcMs: Date.UTC(2026, 10, 20, 10, 1),
  evidence: [],
  confidence: 1,
  probe: null,
  sha256: null,
  duplicateOfId: null,
  proxy: 'none',
  hasThumbnail: false,
  analysis: 'none',
  analysisProgress: 0,
};
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
  expect(await screen.findByText('2026-11-20 09:59:53 · ch01.mp4')).toBeTruthy();
});

it('lists recordings in true time', async () => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1_000);
  navigate('player');
  using _host = await show();
  expect(await screen.findByText('2026-11-20 09:59:53')).toBeTruthy();
});
