import type { LinkingConfig } from './config.ts';
import type { Edges } from './edges.ts';
import type { LookModel, LookSum } from './look-model.ts';

/** What the search may ask about a journey's parts. */
export interface JourneyTerms {
  /** Transit, place and colours of "`to` comes next after `from`", in nats; −∞ where nobody could. */
  step(from: number, to: number): number;
  /** Whether two tracklets, the earlier first, may be of one person. */
  canShare(first: number, second: number): boolean;
}

/** Rows in order. */
type Chain = readonly number[];

interface Journey {
  readonly chain: Chain;
  readonly score: number;
  readonly look: LookSum;
}

/**
 * Local search over whole journeys, after the matching: correlation-clustering moves (Bansal et al. 2004, in the
 * spirit of Kernighan & Lin 1970) on the likelihood of all of a journey, which pairs cannot express. A crop that
 * resembles a visitor's other five belongs to them though none of the five alone would say so, and somebody whom
 * two cameras see at once is put *between* the stops of a journey instead of beside it.
 *
 * Per candidate edge a → b between two journeys, the best of: join both; link a to b and leave or cross the rests;
 * put b alone into a's journey, or a alone into b's; per journey, cut it where that is likelier. A move is made
 * when the sum of likelihoods grows; edges are visited in order, so the result is the same in every run.
 *
 * @param llr per edge, in nats; edges that are hopeless on their own are not tried.
 * @param next the row that follows each row, −1 for none; changed in place.
 * @param isFixed whether the step from a row is known and must stay.
 */
export function improveJourneys(
  edges: Edges,
  llr: Float64Array,
  next: Int32Array,
  looks: LookModel,
  terms: JourneyTerms,
  isFixed: (from: number, to: number) => boolean,
  config: LinkingConfig,
): void {
  const search = new JourneySearch(edges, llr, next, looks, terms, isFixed, config);
  for (let sweep = 0; sweep < config.moveSweeps; sweep++) if (!search.sweep()) break;
  search.write(next);
}

class JourneySearch {
  readonly #edges: Edges;
  readonly #llr: Float64Array;
  readonly #looks: LookModel;
  readonly #terms: JourneyTerms;
  readonly #isFixed: (from: number, to: number) => boolean;
  readonly #config: LinkingConfig;
  readonly #journeyOf: Journey[];
  /** Journeys that changed since their edges were looked at. */
  #dirty: Set<Journey>;

  constructor(
    edges: Edges,
    llr: Float64Array,
    next: Int32Array,
    looks: LookModel,
    terms: JourneyTerms,
    isFixed: (from: number, to: number) => boolean,
    config: LinkingConfig,
  ) {
    this.#edges = edges;
    this.#llr = llr;
    this.#looks = looks;
    this.#terms = terms;
    this.#isFixed = isFixed;
    this.#config = config;
    this.#journeyOf = new Array(next.length);
    this.#dirty = new Set();
    const isFollower = new Uint8Array(next.length);
    for (const follower of next) if (follower !== -1) isFollower[follower] = 1;
    for (let row = 0; row < next.length; row++) {
      if (isFollower[row]) continue;
      const chain = [row];
      for (let at = next[row]!; at !== -1; at = next[at]!) chain.push(at);
      this.#put(this.#journey(chain));
    }
  }

  /** Whether anything changed. */
  sweep(): boolean {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    const { rowStart, to } = this.#edges;
    for (let from = 0; from < rowStart.length - 1; from++) {
      if (dirty.has(this.#journeyOf[from]!)) this.#tryCuts(this.#journeyOf[from]!);
      for (let edge = rowStart[from]!; edge < rowStart[from + 1]!; edge++) {
        if (this.#llr[edge]! < this.#config.moveMinLlr) continue;
        const first = this.#journeyOf[from]!;
        const second = this.#journeyOf[to[edge]!]!;
        if (first === second) continue;
        if (!dirty.has(first) && !dirty.has(second) && !this.#dirty.has(first) && !this.#dirty.has(second))
          continue;
        if (first.chain.length + second.chain.length <= this.#config.moveMaxStops) {
          this.#tryEdge(first, second, from, to[edge]!);
        }
      }
    }
    return this.#dirty.size > 0;
  }

  write(next: Int32Array): void {
    next.fill(-1);
    for (const { chain } of new Set(this.#journeyOf)) {
      for (let at = 1; at < chain.length; at++) next[chain[at - 1]!] = chain[at]!;
    }
  }

  #tryEdge(first: Journey, second: Journey, a: number, b: number): void {
    const [untilA, afterA] = splitAfter(first.chain, a);
    const [beforeB, fromB] = splitBefore(second.chain, b);
    const options: Chain[][] = [
      [merged(first.chain, second.chain)],
      [[...untilA, ...fromB], afterA, beforeB],
      [[...untilA, ...fromB], merged(beforeB, afterA)],
      [merged(first.chain, [b]), without(second.chain, b)],
      [without(first.chain, a), merged([a], second.chain)],
    ];
    let best: Journey[] | null = null;
    let bestScore = first.score + second.score + this.#config.moveMinGain;
    for (const chains of options) {
      if (!this.#keepsFixed(first.chain, chains) || !this.#keepsFixed(second.chain, chains)) continue;
      const journeys = this.#journeys(chains, bestScore);
      if (!journeys) continue;
      bestScore = journeys.reduce((sum, { score }) => sum + score, 0);
      best = journeys;
    }
    if (best) this.#replace(best);
  }

  /** Cuts a journey where its parts are likelier alone, at the best place first. */
  #tryCuts(journey: Journey): void {
    if (journey.chain.length < 2 || journey.chain.length > this.#config.moveMaxStops) return;
    let best: Journey[] | null = null;
    let bestScore = journey.score + this.#config.moveMinGain;
    for (let at = 1; at < journey.chain.length; at++) {
      const options: Chain[][] = [[journey.chain.slice(0, at), journey.chain.slice(at)]];
      if (at + 1 < journey.chain.length)
        options.push([[journey.chain[at]!], without(journey.chain, journey.chain[at]!)]);
      for (const chains of options) {
        if (!this.#keepsFixed(journey.chain, chains)) continue;
        const journeys = this.#journeys(chains, bestScore);
        if (!journeys) continue;
        bestScore = journeys.reduce((sum, { score }) => sum + score, 0);
        best = journeys;
      }
    }
    if (best) this.#replace(best);
  }

  #replace(journeys: readonly Journey[]): void {
    for (const journey of journeys) {
      for (const row of journey.chain) this.#dirty.delete(this.#journeyOf[row]!);
    }
    for (const journey of journeys) this.#put(journey);
  }

  #put(journey: Journey): void {
    for (const row of journey.chain) this.#journeyOf[row] = journey;
    this.#dirty.add(journey);
  }

  /** The journeys that chains make, or null when together they are worth no more than `atLeast`. */
  #journeys(chains: readonly Chain[], atLeast: number): Journey[] | null {
    const journeys: Journey[] = [];
    let sum = 0;
    for (const chain of chains) {
      if (chain.length === 0) continue;
      const journey = this.#journey(chain);
      if (journey.score === Number.NEGATIVE_INFINITY) return null;
      journeys.push(journey);
      sum += journey.score;
    }
    return sum > atLeast ? journeys : null;
  }

  #journey(chain: Chain): Journey {
    const look = this.#looks.of(chain[0]!);
    let score = 0;
    for (let at = 1; at < chain.length; at++) {
      score += this.#terms.step(chain[at - 1]!, chain[at]!);
      if (score === Number.NEGATIVE_INFINITY) return { chain, score, look };
      this.#looks.add(look, chain[at]!);
    }
    for (let at = 1; at < chain.length; at++) {
      for (let other = at - 1; other >= 0 && other >= at - this.#config.moveConflictReach; other--) {
        if (!this.#terms.canShare(chain[other]!, chain[at]!)) {
          return { chain, score: Number.NEGATIVE_INFINITY, look };
        }
      }
    }
    return { chain, score: score + this.#looks.worth(look), look };
  }

  /** Whether every known step of a chain is still one. */
  #keepsFixed(chain: Chain, options: readonly Chain[]): boolean {
    for (let at = 1; at < chain.length; at++) {
      const from = chain[at - 1]!;
      const to = chain[at]!;
      if (!this.#isFixed(from, to)) continue;
      const inside = options.find((option) => option.includes(from))!;
      if (inside[inside.indexOf(from) + 1] !== to) return false;
    }
    return true;
  }
}

function merged(first: Chain, second: Chain): Chain {
  return [...first, ...second].sort((a, b) => a - b);
}

function without(chain: Chain, row: number): Chain {
  return chain.filter((other) => other !== row);
}

function splitAfter(chain: Chain, row: number): [Chain, Chain] {
  const at = chain.indexOf(row) + 1;
  return [chain.slice(0, at), chain.slice(at)];
}

function splitBefore(chain: Chain, row: number): [Chain, Chain] {
  const at = chain.indexOf(row);
  return [chain.slice(0, at), chain.slice(at)];
}
