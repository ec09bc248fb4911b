import { basename } from 'node:path';
import type { MediaProbe } from '#shared/contract/library.ts';
import type { ErrorInfo } from '#shared/errors.ts';

/** A header may be wrong by this share before the operator hears of it: recorders round to key frames. */
const SHORTER_SHARE = 0.02;

/** What is wrong with a video that can be read all the same; null when nothing is. */
export function readableProblem(path: string, probe: MediaProbe): ErrorInfo | null {
  const name = basename(path);
  if (probe.isTruncated) {
    return {
      code: 'VIDEO_INCOMPLETE',
      message: `${name} is cut off: ${extent(probe)} can be read.`,
      hint: 'What can be read is used. Export the recording again if the rest matters.',
    };
  }
  if (probe.corruptPackets > 0) {
    const packets = `${probe.corruptPackets} of its ${probe.videoPackets} packets`;
    return {
      code: 'DECODE_FAILED',
      message: `${name} is damaged: ${packets} cannot be read.`,
      hint: 'What can be read is used; damaged parts count as not observed.',
    };
  }
  return null;
}

function extent({ durationMs, headerDurationMs }: MediaProbe): string {
  const readable = `${(durationMs / 1000).toFixed(1)} s`;
  const isShorter = headerDurationMs !== null && durationMs < headerDurationMs * (1 - SHORTER_SHARE);
  return isShorter ? `${readable} of ${(headerDurationMs / 1000).toFixed(1)} s` : readable;
}
