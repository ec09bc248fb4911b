// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { LinkReport } from '#shared/contract/journeys.ts';
import { connectFakeHost } from '../../api/fake-host.test-support.ts';
import { isolateViewTests, showView } from '../../lib/view-test.test-support.tsx';
import { JourneyCount } from './JourneyCount.tsx';

isolateViewTests();

const report: LinkReport = {
  clocks: [],
  sharedViews: [],
  reliability: null,
  visitors: { expected: 18.6, from: 16.9, to: 21.2 },
};

it('says how many visitors the journeys are', async () => {
  using _host = await connectFakeHost({ 'journeys.linkReport': () => report });
  showView(<JourneyCount count={36} isFiltered={false} />);
  expect(await screen.findByText('About 19 visitors (16–22), in 36 journeys')).toBeTruthy();
});

it('counts journeys alone where it cannot be told, or where some are hidden', async () => {
  using _host = await connectFakeHost({ 'journeys.linkReport': () => ({ ...report, visitors: null }) });
  showView(<JourneyCount count={36} isFiltered={false} />);
  expect(await screen.findByText('36 journeys')).toBeTruthy();
});
