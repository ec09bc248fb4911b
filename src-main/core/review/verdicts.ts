/** One decision about two tracklets, as they are called now. */
export interface PairVerdict {
  readonly verdict: 'same' | 'different';
  readonly firstId: number;
  readonly secondId: number;
}

/**
 * Decisions that do not contradict each other. *Same* is transitive: who is told apart from a visitor is told apart from
 * all tracklets of that visitor.
 */
export class Verdicts<T extends PairVerdict> {
  readonly #sameOf = new Map<number, { readonly otherId: number; readonly by: T }[]>();
  readonly #different: T[] = [];

  /**
   * The decisions that speak against another one: the way of *same* that joins its tracklets, or the *different* that
   * keeps them apart. Null when it may stand.
   */
  against({ verdict, firstId, secondId }: PairVerdict): readonly T[] | null {
    const reached = this.#wayFrom(firstId);
    if (verdict === 'different') {
      const way: T[] = [];
      for (let at = reached.get(secondId); at; at = reached.get(at.fromId)) way.unshift(at.by);
      return reached.has(secondId) ? way : null;
    }
    const others = this.#wayFrom(secondId);
    const apart = this.#different.find(
      (pair) =>
        (reached.has(pair.firstId) && others.has(pair.secondId)) ||
        (reached.has(pair.secondId) && others.has(pair.firstId)),
    );
    return apart ? [apart] : null;
  }

  /** Takes a decision in that nothing speaks against. */
  add(decision: T): void {
    const { verdict, firstId, secondId } = decision;
    if (verdict === 'different') {
      this.#different.push(decision);
      return;
    }
    this.#sameOf.set(firstId, [...(this.#sameOf.get(firstId) ?? []), { otherId: secondId, by: decision }]);
    this.#sameOf.set(secondId, [...(this.#sameOf.get(secondId) ?? []), { otherId: firstId, by: decision }]);
  }

  /** Tracklets of one visitor, each with the one it was reached from by the fewest decisions. */
  #wayFrom(startId: number): Map<number, { readonly fromId: number; readonly by: T } | null> {
    const reached = new Map<number, { fromId: number; by: T } | null>([[startId, null]]);
    for (const fromId of reached.keys()) {
      for (const { otherId, by } of this.#sameOf.get(fromId) ?? []) {
        if (!reached.has(otherId)) reached.set(otherId, { fromId, by });
      }
    }
    return reached;
  }
}
