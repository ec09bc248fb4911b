/** Keeps the `limit` rows of highest similarity; of equals, the one offered first. May be emptied and used again. */
export class NearestRows {
  readonly #limit: number;
  readonly #rows: Int32Array;
  readonly #scores: Float64Array;
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
    this.#rows = new Int32Array(limit);
    this.#scores = new Float64Array(limit);
  }

  clear(): void {
    this.#count = 0;
  }

  /** A row that does not score higher is not kept. */
  get least(): number {
    return this.#count === this.#limit ? this.#scores[this.#limit - 1]! : Number.NEGATIVE_INFINITY;
  }

  offer(row: number, score: number): void {
    const isFull = this.#count === this.#limit;
    if (isFull && !(score > this.#scores[this.#count - 1]!)) return;
    let place = isFull ? this.#count - 1 : this.#count;
    for (; place > 0 && this.#scores[place - 1]! < score; place--) {
      this.#scores[place] = this.#scores[place - 1]!;
      this.#rows[place] = this.#rows[place - 1]!;
    }
    this.#scores[place] = score;
    this.#rows[place] = row;
    if (!isFull) this.#count++;
  }

  /** Best first; valid until the next offer. */
  rows(): Int32Array {
    return this.#rows.subarray(0, this.#count);
  }
}
