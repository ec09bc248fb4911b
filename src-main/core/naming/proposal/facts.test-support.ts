import type { FileFacts } from './proposal.ts';

export const MINUTE_MS = 60_000;

/** A ten-minute 1080p file that was copied long after it was recorded, so that its dates say nothing. */
export function facts(path: string, changes: Partial<FileFacts> = {}): FileFacts {
  return {
    path,
    modifiedUtcMs: Date.UTC(2027, 0, 1),
    durationMs: 10 * MINUTE_MS,
    widthPx: 1920,
    heightPx: 1080,
    isTruncated: false,
    creationUtcMs: null,
    ...changes,
  };
}
