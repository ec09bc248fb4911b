import { expect, test } from 'vitest';
import type { MediaProbe } from '#shared/contract/library.ts';
import { readableProblem } from './readable-problem.ts';

const whole: MediaProbe = {
  container: 'isobmff',
  codec: 'h264',
  widthPx: 1920,
  heightPx: 1080,
  fps: 25,
  durationMs: 60_000,
  headerDurationMs: 60_040,
  hasAudio: false,
  creationUtcMs: null,
  videoPackets: 1_500,
  corruptPackets: 0,
  isTruncated: false,
};

test('a whole video has none', () => {
  expect(readableProblem('/footage/a.mp4', whole)).toBeNull();
});

test('a cut-off video says how much is there', () => {
  const cut = { ...whole, durationMs: 5_900, isTruncated: true };
  expect(readableProblem('/footage/a.mp4', cut)).toMatchObject({
    code: 'VIDEO_INCOMPLETE',
    message: 'a.mp4 is cut off: 5.9 s of 60.0 s can be read.',
  });
  expect(readableProblem('/footage/a.mp4', { ...cut, headerDurationMs: null })!.message).toBe(
    'a.mp4 is cut off: 5.9 s can be read.',
  );
});

test('damaged packets are counted', () => {
  expect(readableProblem('/footage/a.mp4', { ...whole, corruptPackets: 3 })!.message).toBe(
    'a.mp4 is damaged: 3 of its 1500 packets cannot be read.',
  );
});
