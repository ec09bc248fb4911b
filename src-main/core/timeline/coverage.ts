import { gapsBetween, mergeSpans, subtractSpans, type TimeSpan, totalMs } from './spans.ts';

/** A recording on its camera's time line; `unreadable` are the parts of it that could not be decoded. */
export interface RecordedSpan extends TimeSpan {
  readonly recordingId: number;
  readonly unreadable?: readonly TimeSpan[];
}

export interface Coverage {
  /** Merged; each with the recordings that touch it, in order of start. */
  readonly observed: readonly (TimeSpan & { readonly recordingIds: readonly number[] })[];
  /** Between the first and the last observed instant. */
  readonly gaps: readonly TimeSpan[];
  readonly observedMs: number;
}

/**
 * Recorders cut files at key frames, so neighbours may be this far apart with nothing lost. Raising it hides
 * real gaps; lowering it reports one per file border.
 */
export const FILE_BORDER_TOLERANCE_MS = 1_500;

/**
 * What one camera saw and did not see. A time seen by two files counts once; file borders closer than
 * `FILE_BORDER_TOLERANCE_MS` are joined.
 */
export function coverageOf(recordings: Iterable<RecordedSpan>): Coverage {
  const ordered = [...recordings].sort(
    (a, b) => a.startUtcMs - b.startUtcMs || a.recordingId - b.recordingId,
  );
  const readable = ordered.flatMap((recording) =>
    subtractSpans([recording], recording.unreadable ?? []).map((span) => ({
      ...span,
      recordingId: recording.recordingId,
    })),
  );
  readable.sort((a, b) => a.startUtcMs - b.startUtcMs);
  const merged = joinFileBorders(mergeSpans(readable), ordered);

  let next = 0;
  const observed = merged.map((span) => {
    // A set: a week in one-minute files is one span of ten thousand recordings.
    const recordingIds = new Set<number>();
    while (next < readable.length && readable[next]!.startUtcMs < span.endUtcMs) {
      recordingIds.add(readable[next]!.recordingId);
      next += 1;
    }
    return { ...span, recordingIds: [...recordingIds] };
  });
  return { observed, gaps: gapsBetween(merged), observedMs: totalMs(merged) };
}

/** Joins spans across a file border, but never across a part that could not be decoded. */
function joinFileBorders(merged: readonly TimeSpan[], recordings: readonly RecordedSpan[]): TimeSpan[] {
  const borders = gapsBetween(merged).filter(
    (gap) => gap.endUtcMs - gap.startUtcMs <= FILE_BORDER_TOLERANCE_MS,
  );
  if (borders.length === 0) return [...merged];
  const lost = recordings.flatMap((recording) => recording.unreadable ?? []);
  return mergeSpans([...merged, ...subtractSpans(borders, lost)]);
}

/** Pairs of recordings of one camera that claim more than `toleranceMs` of the same time, by start. */
export function overlapsOf(
  recordings: Iterable<RecordedSpan>,
  toleranceMs = FILE_BORDER_TOLERANCE_MS,
): { readonly firstId: number; readonly secondId: number; readonly overlapMs: number }[] {
  const ordered = [...recordings].sort(
    (a, b) => a.startUtcMs - b.startUtcMs || a.recordingId - b.recordingId,
  );
  const found: { firstId: number; secondId: number; overlapMs: number }[] = [];
  let open: RecordedSpan[] = [];
  for (const recording of ordered) {
    open = open.filter((earlier) => earlier.endUtcMs > recording.startUtcMs);
    for (const earlier of open) {
      const overlapMs = Math.min(earlier.endUtcMs, recording.endUtcMs) - recording.startUtcMs;
      if (overlapMs > toleranceMs) {
        found.push({ firstId: earlier.recordingId, secondId: recording.recordingId, overlapMs });
      }
    }
    open.push(recording);
  }
  return found;
}
