/** Half-open spans of time, `[startUtcMs, endUtcMs)`. A set of spans is *merged* when ordered and apart. */
export interface TimeSpan {
  readonly startUtcMs: number;
  readonly endUtcMs: number;
}

/**
 * Orders spans and joins those that overlap or lie at most `toleranceMs` apart. Empty spans are dropped.
 * Cost: n log n.
 */
export function mergeSpans(spans: Iterable<TimeSpan>, toleranceMs = 0): TimeSpan[] {
  const ordered = [...spans]
    .filter((span) => span.endUtcMs > span.startUtcMs)
    .sort((a, b) => a.startUtcMs - b.startUtcMs);
  const merged: TimeSpan[] = [];
  for (const span of ordered) {
    const last = merged.at(-1);
    if (last && span.startUtcMs <= last.endUtcMs + toleranceMs) {
      const endUtcMs = Math.max(last.endUtcMs, span.endUtcMs);
      merged[merged.length - 1] = { startUtcMs: last.startUtcMs, endUtcMs };
    } else {
      merged.push({ startUtcMs: span.startUtcMs, endUtcMs: span.endUtcMs });
    }
  }
  return merged;
}

/** What of `spans` no span of `holes` covers. Both are merged first. */
export function subtractSpans(spans: Iterable<TimeSpan>, holes: Iterable<TimeSpan>): TimeSpan[] {
  const cut = mergeSpans(holes);
  const rest: TimeSpan[] = [];
  let firstHole = 0;
  for (const span of mergeSpans(spans)) {
    while (firstHole < cut.length && cut[firstHole]!.endUtcMs <= span.startUtcMs) firstHole += 1;
    let from = span.startUtcMs;
    for (let i = firstHole; i < cut.length && cut[i]!.startUtcMs < span.endUtcMs; i += 1) {
      const hole = cut[i]!;
      if (hole.startUtcMs > from) rest.push({ startUtcMs: from, endUtcMs: hole.startUtcMs });
      from = Math.max(from, hole.endUtcMs);
    }
    if (from < span.endUtcMs) rest.push({ startUtcMs: from, endUtcMs: span.endUtcMs });
  }
  return rest;
}

/** The holes between the first and the last instant of a merged set. */
export function gapsBetween(merged: readonly TimeSpan[]): TimeSpan[] {
  return merged.slice(1).map((span, i) => ({
    startUtcMs: merged[i]!.endUtcMs,
    endUtcMs: span.startUtcMs,
  }));
}

export function totalMs(spans: Iterable<TimeSpan>): number {
  let sum = 0;
  for (const span of spans) sum += span.endUtcMs - span.startUtcMs;
  return sum;
}
