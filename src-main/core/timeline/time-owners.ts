import type { RecordedSpan } from './coverage.ts';
import { mergeSpans, subtractSpans, type TimeSpan } from './spans.ts';

/**
 * What recordings of one camera observed of time that another of them owns, by recording id; those that own all they
 * observed are left out. Each observed instant has one owner: of the recordings that observed it the one that starts
 * first, of equals the one with the lower id. Where that one could not be decoded, or was not analysed (`unreadable`),
 * the next one owns.
 */
export function ownedByOthers(recordings: Iterable<RecordedSpan>): Map<number, TimeSpan[]> {
  const ordered = [...recordings].sort(
    (a, b) => a.startUtcMs - b.startUtcMs || a.recordingId - b.recordingId,
  );
  const shared = new Map<number, TimeSpan[]>();
  let owned: readonly TimeSpan[] = [];
  for (const recording of ordered) {
    const observed = subtractSpans([recording], recording.unreadable ?? []);
    const own = subtractSpans(observed, owned);
    const byOthers = subtractSpans(observed, own);
    if (byOthers.length > 0) shared.set(recording.recordingId, byOthers);
    // What ends before this recording starts cannot meet a later one either.
    const reaching = owned.filter(({ endUtcMs }) => endUtcMs > recording.startUtcMs);
    owned = mergeSpans([...reaching, ...own]);
  }
  return shared;
}

export function isWithin(spans: readonly TimeSpan[], utcMs: number): boolean {
  return spans.some(({ startUtcMs, endUtcMs }) => startUtcMs <= utcMs && utcMs < endUtcMs);
}
