import { expect, it } from 'vitest';
import { enterStudy } from '../../api/index.ts';
import { useJourneyFilter } from './use-journeys.ts';

it('begins without a filter in another study, whose camera of that id is another one', async () => {
  useJourneyFilter.getState().setCamera(3);
  await enterStudy(null);
  expect(useJourneyFilter.getState().cameraId).toBeNull();
});
