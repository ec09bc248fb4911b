/** A row of a recording with its score. */
export interface ScoredRow {
  /** Place of the recording in the list that is searched. */
  readonly recording: number;
  readonly row: number;
  readonly score: number;
}

/** Keeps the `limit` rows of highest score; of equals, those offered first. Rows are offered in a fixed order. */
export class BestRows {
  readonly #limit: number;
  #kept: ScoredRow[] = [];
  /** What a row must beat once `limit` are kept. */
  #threshold = Number.NEGATIVE_INFINITY;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Scores up to here cannot enter any more; a scan may skip them without calling `offer`. */
  get threshold(): number {
    return this.#threshold;
  }

  offer(recording: number, row: number, score: number): void {
    if (!(score > this.#threshold)) return;
    this.#kept.push({ recording, row, score });
    // Twice the limit before each sort: a row then costs log(limit), in whatever order they come.
    if (this.#kept.length >= 2 * this.#limit) this.#cut();
  }

  /** Best first. */
  rows(): readonly ScoredRow[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    // Sorting is stable, so equals stay in the order they were offered in.
    this.#kept.sort((a, b) => b.score - a.score);
    this.#kept = this.#kept.slice(0, this.#limit);
    if (this.#kept.length === this.#limit) this.#threshold = this.#kept.at(-1)!.score;
  }
}
