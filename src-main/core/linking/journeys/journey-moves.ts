import type { Edges } from '../candidates/edges.ts';
import type { LinkingConfig } from '../config.ts';
import { type LookModel, type MeasuredLook, measured } from '../looks/look-model.ts';
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
  readonly look: MeasuredLook;
  /** Per place, in nats: the step from there to the next, all steps up to there, and all from there on. */
  readonly steps: Float64Array;
  readonly stepsUntil: Float64Array;
  readonly stepsFrom: Float64Array;
  /** Whether it was found to be likelier as it is than cut in two: that never changes. */
  isWhole: boolean;
}

/** What a move would make of one journey or two. */
interface Option {
  /** What the steps of all of it are worth. */
  readonly stepsNats: number;
  /** What the looks are. They cost more than the steps, so they are asked for last. */
  readonly looksNats: () => number;
  /** Asked for once it is known to be the best: it seldom is. */
  readonly chains: () => readonly Chain[];
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
 */
export function improveJourneys(
  edges: Edges,
  llr: Float64Array,
  next: Int32Array,
  looks: LookModel,
  terms: JourneyTerms,
  config: LinkingConfig,
): void {
  const search = new JourneySearch(edges, llr, next, looks, terms, config);
  for (let sweep = 0; sweep < config.moveSweeps; sweep++) if (!search.sweep()) break;
  search.write(next);
}

class JourneySearch {
  readonly #edges: Edges;
  readonly #llr: Float64Array;
  readonly #looks: LookModel;
  readonly #terms: JourneyTerms;
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
    config: LinkingConfig,
  ) {
    this.#edges = edges;
    this.#llr = llr;
    this.#looks = looks;
    this.#terms = terms;
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
      const journey = this.#journeyOf[from]!;
      if (!journey.isWhole && dirty.has(journey)) this.#tryCuts(journey);
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
    const { chain: ofFirst } = first;
    const { chain: ofSecond } = second;
    const atA = ofFirst.indexOf(a);
    const atB = ofSecond.indexOf(b);
    const parts = this.#parts;
    parts.compare(first.look, second.look);
    let isDivided = false;
    const divided = (): PartLooks => {
      if (!isDivided) parts.divide(ofFirst, atA, ofSecond, atB);
      isDivided = true;
      return parts;
    };
    const linked = (): Chain => [...ofFirst.slice(0, atA + 1), ...ofSecond.slice(atB)];
    const afterA = atA + 1;
    const linkedNats = first.stepsUntil[atA]! + this.#terms.step(a, b) + second.stepsFrom[atB]!;
    const options: Option[] = [
      {
        stepsNats: this.#mergedNats(first, 0, ofFirst.length, second, 0, ofSecond.length),
        looksNats: () => parts.joined(),
        chains: () => [merged(ofFirst, ofSecond)],
      },
    ];
    // What comes to the same as joining both is not tried again.
    const leavesOfFirst = afterA < ofFirst.length;
    const leavesOfSecond = atB > 0;
    if (leavesOfFirst || leavesOfSecond) {
      options.push({
        stepsNats: linkedNats + stepsFrom(first, afterA) + stepsUntil(second, atB),
        looksNats: () => divided().linked() + parts.afterFirst() + parts.beforeSecond(),
        chains: () => [linked(), ofFirst.slice(afterA), ofSecond.slice(0, atB)],
      });
    }
    if (leavesOfFirst && leavesOfSecond) {
      options.push({
        stepsNats: linkedNats + this.#mergedNats(second, 0, atB, first, afterA, ofFirst.length),
        looksNats: () => divided().linked() + parts.rests(),
        chains: () => [linked(), merged(ofSecond.slice(0, atB), ofFirst.slice(afterA))],
      });
    }
    if (ofSecond.length > 1) {
      options.push({
        stepsNats:
          this.#mergedNats(first, 0, ofFirst.length, second, atB, atB + 1) + this.#natsWithout(second, atB),
        looksNats: () => parts.moved(b, first.look, second.look),
        chains: () => [merged(ofFirst, [b]), without(ofSecond, b)],
      });
    }
    if (ofFirst.length > 1) {
      options.push({
        stepsNats:
          this.#natsWithout(first, atA) + this.#mergedNats(first, atA, atA + 1, second, 0, ofSecond.length),
        looksNats: () => parts.moved(a, second.look, first.look),
        chains: () => [without(ofFirst, a), merged([a], ofSecond)],
      });
    }
    this.#makeBest([first, second], options);
  }

  /** Cuts a journey where its parts are likelier alone, at the best place first. */
  #tryCuts(journey: Journey): void {
    const { chain, look } = journey;
    if (chain.length < 2 || chain.length > this.#config.moveMaxStops) return;
    const parts = this.#parts;
    const cuts = parts.cuts(chain, look);
    const options: Option[] = [];
    for (let at = 1; at < chain.length; at++) {
      options.push({
        stepsNats: stepsUntil(journey, at) + stepsFrom(journey, at),
        looksNats: () => cuts[at]!,
        chains: () => [chain.slice(0, at), chain.slice(at)],
      });
      if (at + 1 === chain.length) continue;
      const row = chain[at]!;
      options.push({
        stepsNats: this.#natsWithout(journey, at),
        looksNats: () => parts.parted(row, look),
        chains: () => [[row], without(chain, row)],
      });
    }
    journey.isWhole = !this.#makeBest([journey], options);
  }

  /** Makes the most likely of what may become of some journeys, where that is likelier than they are; whether it was. */
  #makeBest(journeys: readonly Journey[], options: readonly Option[]): boolean {
    const now = journeys.reduce((sum, { score }) => sum + score, this.#config.moveMinGain);
    let best: readonly Chain[] | null = null;
    let bestScore = now;
    for (const { stepsNats, looksNats, chains } of options) {
      if (stepsNats === Number.NEGATIVE_INFINITY) continue;
      const score = stepsNats + looksNats();
      if (score <= bestScore) continue;
      const made = chains();
      if (!made.every((chain) => this.#isPossible(chain))) continue;
      bestScore = score;
      best = made;
    }
    if (!best) return false;
    // Sums of parts are rounded in another order than those of whole journeys: only the latter decide.
    const made = best.filter((chain) => chain.length > 0).map((chain) => this.#journey(chain));
    if (made.reduce((sum, { score }) => sum + score, 0) <= now) return false;
    this.#replace(made);
    return true;
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
    const sum = this.#looks.empty();
    for (const row of chain) this.#looks.add(sum, row);
    const look = measured(sum);
    const steps = new Float64Array(chain.length);
    const stepsUntil = new Float64Array(chain.length);
    const stepsFrom = new Float64Array(chain.length);
    for (let at = 1; at < chain.length; at++) {
      steps[at - 1] = this.#terms.step(chain[at - 1]!, chain[at]!);
      stepsUntil[at] = stepsUntil[at - 1]! + steps[at - 1]!;
    }
    for (let at = chain.length - 2; at >= 0; at--) stepsFrom[at] = stepsFrom[at + 1]! + steps[at]!;
    const score = this.#isPossible(chain)
      ? stepsUntil.at(-1)! + this.#looks.worthOf(look.count, look.squared)
      : Number.NEGATIVE_INFINITY;
    return { chain, score, look, steps, stepsUntil, stepsFrom, isWhole: false };
  }

  /** What the steps are worth when the places `from` … `to` of two journeys are one, in order of rows. */
  #mergedNats(
    first: Journey,
    firstFrom: number,
    firstTo: number,
    second: Journey,
    secondFrom: number,
    secondTo: number,
  ): number {
    let nats = 0;
    let last = -1;
    let isLastOfFirst = false;
    for (let at = firstFrom, other = secondFrom; at < firstTo || other < secondTo; ) {
      const isOfFirst = other >= secondTo || (at < firstTo && first.chain[at]! < second.chain[other]!);
      const journey = isOfFirst ? first : second;
      const place = isOfFirst ? at++ : other++;
      const row = journey.chain[place]!;
      if (last !== -1) {
        nats += isOfFirst === isLastOfFirst ? journey.steps[place - 1]! : this.#terms.step(last, row);
        if (nats === Number.NEGATIVE_INFINITY) return nats;
      }
      last = row;
      isLastOfFirst = isOfFirst;
    }
    return nats;
  }

  /** What the steps of a journey are worth without the stop at a place. */
  #natsWithout(journey: Journey, at: number): number {
    const { chain } = journey;
    const rests = stepsUntil(journey, at) + stepsFrom(journey, at + 1);
    if (at === 0 || at + 1 === chain.length) return rests;
    return rests + this.#terms.step(chain[at - 1]!, chain[at + 1]!);
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
}

function merged(first: Chain, second: Chain): Chain {
  return [...first, ...second].sort((a, b) => a - b);
}

function without(chain: Chain, row: number): Chain {
  return chain.filter((other) => other !== row);
}

/** All steps between the places before this one. */
function stepsUntil({ stepsUntil: nats }: Journey, at: number): number {
  return at === 0 ? 0 : nats[at - 1]!;
}

/** All steps between this place and those after it. */
function stepsFrom({ stepsFrom: nats }: Journey, at: number): number {
  return nats[at] ?? 0;
}
