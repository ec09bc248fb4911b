import { expect, it } from 'vitest';
import type { JourneyStop } from '#shared/contract/journeys.ts';
import { clockNote } from './clock-note.ts';

const stop = (cameraId: number, cameraName: string) => ({ cameraId, cameraName }) as JourneyStop;
const journey = { stops: [stop(1, 'Atrium'), stop(2, 'Landing'), stop(1, 'Atrium')] };
const clock = (cameraId: number, aheadMs: number) => ({
  cameraId,
  aheadMs,
  fromMs: aheadMs,
  toMs: aheadMs,
  links: 9,
});

it('names each camera of the journey whose clock is off, once', () => {
  expect(clockNote(journey, [clock(2, 8_000)])).toMatch(/^A clock seems off: Landing about 8\.0 s ahead\. /);
  expect(clockNote(journey, [clock(1, -2_500), clock(2, 8_000)])).toMatch(
    /^Clocks seem off: Atrium about 2\.5 s behind, Landing about 8\.0 s ahead\. /,
  );
});

it('says nothing about cameras that the visitor did not pass', () => {
  expect(clockNote(journey, [clock(3, 8_000)])).toBeNull();
  expect(clockNote(journey, [])).toBeNull();
});
