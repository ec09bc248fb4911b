import { mergeSpans, type TimeSpan } from '../timeline/spans.ts';

/** A clock that stands still while nothing is observed: that somebody was not seen then says nothing. */
export class ObservedTime {
  readonly #spans: readonly TimeSpan[];
  /** Observed before each span, ms. */
  readonly #beforeMs: Float64Array;

  /** @param observed in any order; they may overlap */
  constructor(observed: Iterable<TimeSpan>) {
    this.#spans = mergeSpans(observed);
    this.#beforeMs = new Float64Array(this.#spans.length);
    for (let at = 1; at < this.#spans.length; at++) {
      const { startUtcMs, endUtcMs } = this.#spans[at - 1]!;
      this.#beforeMs[at] = this.#beforeMs[at - 1]! + endUtcMs - startUtcMs;
    }
  }

  /** Observed before an instant, ms. */
  before(utcMs: number): number {
    const at = this.#lastBegunAt(utcMs);
    if (at === -1) return 0;
    const { startUtcMs, endUtcMs } = this.#spans[at]!;
    return this.#beforeMs[at]! + Math.min(utcMs, endUtcMs) - startUtcMs;
  }

  /** Observed in a span, ms. */
  within({ startUtcMs, endUtcMs }: TimeSpan): number {
    return this.before(endUtcMs) - this.before(startUtcMs);
  }

  /** Index of the last span that begins before an instant; -1 for none. */
  #lastBegunAt(utcMs: number): number {
    let low = 0;
    let high = this.#spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#spans[middle]!.startUtcMs < utcMs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
