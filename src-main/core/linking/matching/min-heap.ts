/** A binary heap of numbered items by priority; of equal priorities, the lower number first. */
export class MinHeap {
  readonly #priorities: number[] = [];
  readonly #items: number[] = [];

  get size(): number {
    return this.#items.length;
  }

  push(item: number, priority: number): void {
    let at = this.#items.length;
    this.#items.push(item);
    this.#priorities.push(priority);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes out the first; undefined when empty. */
  pop(): { readonly item: number; readonly priority: number } | undefined {
    if (this.#items.length === 0) return undefined;
    const top = { item: this.#items[0]!, priority: this.#priorities[0]! };
    const item = this.#items.pop()!;
    const priority = this.#priorities.pop()!;
    if (this.#items.length > 0) {
      this.#items[0] = item;
      this.#priorities[0] = priority;
      this.#sink();
    }
    return top;
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= this.#items.length) return;
      const right = left + 1;
      const child = right < this.#items.length && this.#isBefore(right, left) ? right : left;
      if (!this.#isBefore(child, at)) return;
      this.#swap(child, at);
      at = child;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const difference = this.#priorities[a]! - this.#priorities[b]!;
    return difference < 0 || (difference === 0 && this.#items[a]! < this.#items[b]!);
  }

  #swap(a: number, b: number): void {
    const item = this.#items[a]!;
    this.#items[a] = this.#items[b]!;
    this.#items[b] = item;
    const priority = this.#priorities[a]!;
    this.#priorities[a] = this.#priorities[b]!;
    this.#priorities[b] = priority;
  }
}
