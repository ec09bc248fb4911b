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

/** Nobody crosses a view in less: what a recording shows of somebody for so short a time, another one shows better. */
const LEAST_OWN_MS = 700;

/**
 * The part of what a recording shows of somebody that counts: all of it, or the longest part that others do not own. Recorders
 * let a file begin some seconds before the last one ends, so whoever is in view then is in both, and goes on in the later one.
 * Null where the others show all but a moment of it.
 */
export function ownPart(seen: TimeSpan, others: readonly TimeSpan[]): TimeSpan | null {
  const isShared = others.some(
    ({ startUtcMs, endUtcMs }) => startUtcMs < seen.endUtcMs && seen.startUtcMs < endUtcMs,
  );
  if (!isShared) return seen;
  const longest = subtractSpans([seen], others).reduce<TimeSpan | null>(
    (best, part) => (best === null || lengthMs(part) > lengthMs(best) ? part : best),
    null,
  );
  return longest && lengthMs(longest) >= LEAST_OWN_MS ? longest : null;
}

const lengthMs = ({ startUtcMs, endUtcMs }: TimeSpan): number => endUtcMs - startUtcMs;
