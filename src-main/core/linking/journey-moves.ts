import type { LinkingConfig } from './config.ts';
import type { Edges } from './edges.ts';
import type { LookModel, LookSum } from './look-model.ts';
import { PartLooks } from './part-looks.ts';

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

/** What a move would make of one journey or two. */
interface Option {
  readonly chains: readonly Chain[];
  /** What the looks of all of them are worth. Costs more than the steps, so it is asked for last. */
  readonly looksNats: () => number;
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
  readonly #parts: PartLooks;
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
    this.#parts = new PartLooks(looks);
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
    const linked = [...untilA, ...fromB];
    const parts = this.#parts;
    parts.compare(first.look, second.look, untilA, fromB);
    this.#makeBest(
      [first, second],
      [
        { chains: [merged(first.chain, second.chain)], looksNats: () => parts.joined() },
        {
          chains: [linked, afterA, beforeB],
          looksNats: () => parts.linked() + parts.afterFirst() + parts.beforeSecond(),
        },
        { chains: [linked, merged(beforeB, afterA)], looksNats: () => parts.linked() + parts.rests() },
        {
          chains: [merged(first.chain, [b]), without(second.chain, b)],
          looksNats: () => parts.moved(b, first.look, second.look),
        },
        {
          chains: [without(first.chain, a), merged([a], second.chain)],
          looksNats: () => parts.moved(a, second.look, first.look),
        },
      ],
    );
  }

  /** Cuts a journey where its parts are likelier alone, at the best place first. */
  #tryCuts(journey: Journey): void {
    const { chain, look } = journey;
    if (chain.length < 2 || chain.length > this.#config.moveMaxStops) return;
    const parts = this.#parts;
    const nobody = this.#looks.empty();
    const options: Option[] = [];
    for (let at = 1; at < chain.length; at++) {
      const head = chain.slice(0, at);
      options.push({
        chains: [head, chain.slice(at)],
        looksNats: () => {
          parts.compare(look, nobody, head, []);
          return parts.linked() + parts.afterFirst();
        },
      });
      if (at + 1 === chain.length) continue;
      const row = chain[at]!;
      options.push({ chains: [[row], without(chain, row)], looksNats: () => parts.moved(row, nobody, look) });
    }
    this.#makeBest([journey], options);
  }

  /** Makes the most likely of what may become of some journeys, where that is likelier than they are. */
  #makeBest(journeys: readonly Journey[], options: readonly Option[]): void {
    const now = journeys.reduce((sum, { score }) => sum + score, this.#config.moveMinGain);
    let best: readonly Chain[] | null = null;
    let bestScore = now;
    for (const { chains, looksNats } of options) {
      if (!journeys.every(({ chain }) => this.#keepsFixed(chain, chains))) continue;
      let score = 0;
      for (const chain of chains) score += this.#stepsNats(chain);
      if (score === Number.NEGATIVE_INFINITY || !chains.every((chain) => this.#isPossible(chain))) continue;
      score += looksNats();
      if (score <= bestScore) continue;
      bestScore = score;
      best = chains;
    }
    if (!best) return;
    // Sums of parts are rounded in another order than those of whole journeys: only the latter decide.
    const made = best.filter((chain) => chain.length > 0).map((chain) => this.#journey(chain));
    if (made.reduce((sum, { score }) => sum + score, 0) > now) this.#replace(made);
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

  #journey(chain: Chain): Journey {
    const look = this.#looks.empty();
    for (const row of chain) this.#looks.add(look, row);
    if (!this.#isPossible(chain)) return { chain, score: Number.NEGATIVE_INFINITY, look };
    return { chain, score: this.#stepsNats(chain) + this.#looks.worth(look), look };
  }

  #stepsNats(chain: Chain): number {
    let nats = 0;
    for (let at = 1; at < chain.length && nats !== Number.NEGATIVE_INFINITY; at++) {
      nats += this.#terms.step(chain[at - 1]!, chain[at]!);
    }
    return nats;
  }

  /** Whether nobody is in two places at once. */
  #isPossible(chain: Chain): boolean {
    for (let at = 1; at < chain.length; at++) {
      for (let other = at - 1; other >= 0 && other >= at - this.#config.moveConflictReach; other--) {
        if (!this.#terms.canShare(chain[other]!, chain[at]!)) return false;
      }
    }
    return true;
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
