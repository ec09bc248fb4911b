/** Keeps the `limit` rows of highest similarity; of equals, the one offered first. */
export class NearestRows {
  readonly #limit: number;
  readonly #rows: number[] = [];
  readonly #scores: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(row: number, score: number): void {
    const count = this.#scores.length;
    if (count === this.#limit && score <= this.#scores[count - 1]!) return;
    let place = count;
    while (place > 0 && this.#scores[place - 1]! < score) place--;
    this.#scores.splice(place, 0, score);
    this.#rows.splice(place, 0, row);
    if (count === this.#limit) {
      this.#scores.pop();
      this.#rows.pop();
    }
  }

  /** Best first. */
  rows(): readonly number[] {
    return this.#rows;
  }
}
