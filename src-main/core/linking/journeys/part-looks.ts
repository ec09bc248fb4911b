import { dotOf, type LookModel, type LookSum, type MeasuredLook } from '../looks/look-model.ts';

/**
 * What the parts of two journeys are worth by their looks, from sums and products of what the journeys hold already: a
 * move is tried many times as often as it is made.
 */
export class PartLooks {
  readonly #looks: LookModel;
  readonly #parts: { readonly until: Part; readonly from: Part; readonly row: Part };
  #first: MeasuredLook;
  #second: MeasuredLook;
  #until: MeasuredLook;
  #from: MeasuredLook;

  constructor(looks: LookModel) {
    this.#looks = looks;
    const part = (): Part => ({ ...looks.empty(), squared: 0 });
    this.#parts = { until: part(), from: part(), row: part() };
    this.#first = this.#parts.until;
    this.#second = this.#parts.from;
    this.#until = this.#first;
    this.#from = this.#second;
  }

  /** Two journeys as they are. */
  compare(first: MeasuredLook, second: MeasuredLook): void {
    this.#first = first;
    this.#second = second;
  }

  /** At a link, from the row at a place of the first journey to that at a place of the second. */
  divide(first: readonly number[], lastPlace: number, second: readonly number[], firstPlace: number): void {
    const { until, from } = this.#parts;
    const isAllOfFirst = lastPlace === first.length - 1;
    const isAllOfSecond = firstPlace === 0;
    this.#until = isAllOfFirst ? this.#first : this.#filled(until, first, 0, lastPlace + 1);
    this.#from = isAllOfSecond ? this.#second : this.#filled(from, second, firstPlace, second.length);
  }

  joined(): number {
    return this.#worthOfBoth(this.#first, this.#second);
  }

  linked(): number {
    return this.#worthOfBoth(this.#until, this.#from);
  }

  /** What the link leaves of the first journey. */
  afterFirst(): number {
    return this.#worthWithout(this.#first, this.#until);
  }

  /** What it leaves of the second. */
  beforeSecond(): number {
    return this.#worthWithout(this.#second, this.#from);
  }

  /** Both that it leaves, as one. */
  rests(): number {
    const count = this.#first.count - this.#until.count + this.#second.count - this.#from.count;
    let squared = 0;
    const { sum: first } = this.#first;
    const { sum: second } = this.#second;
    const { sum: until } = this.#until;
    const { sum: from } = this.#from;
    for (let i = 0; i < first.length; i++) {
      const value = first[i]! - until[i]! + second[i]! - from[i]!;
      squared += value * value;
    }
    return this.#looks.worthOf(count, squared);
  }

  /** A row put to one journey and taken out of another: both together. */
  moved(row: number, to: MeasuredLook, out: MeasuredLook): number {
    const part = this.#filled(this.#parts.row, [row], 0, 1);
    return this.#worthOfBoth(to, part) + this.#worthWithout(out, part);
  }

  /** A row taken out of a journey: both together. */
  parted(row: number, out: MeasuredLook): number {
    const part = this.#filled(this.#parts.row, [row], 0, 1);
    return this.#looks.worthOf(part.count, part.squared) + this.#worthWithout(out, part);
  }

  /** Per place in a journey, what it is worth cut in two before that place; 0 at its start. */
  cuts(chain: readonly number[], look: MeasuredLook): number[] {
    const head = this.#filled(this.#parts.until, chain, 0, 0);
    return chain.map((_, at) => {
      if (at === 0) return 0;
      this.#looks.add(head, chain[at - 1]!);
      head.squared = dotOf(head.sum, head.sum);
      return this.#looks.worthOf(head.count, head.squared) + this.#worthWithout(look, head);
    });
  }

  /** Makes a part that of some places of a chain. */
  #filled(part: Part, chain: readonly number[], fromPlace: number, toPlace: number): Part {
    part.sum.fill(0);
    part.count = 0;
    for (let place = fromPlace; place < toPlace; place++) this.#looks.add(part, chain[place]!);
    part.squared = dotOf(part.sum, part.sum);
    return part;
  }

  #worthOfBoth(a: MeasuredLook, b: MeasuredLook): number {
    return this.#looks.worthOf(a.count + b.count, a.squared + 2 * dotOf(a.sum, b.sum) + b.squared);
  }

  #worthWithout(all: MeasuredLook, part: MeasuredLook): number {
    if (all.count === part.count) return 0;
    const squared = all.squared - 2 * dotOf(all.sum, part.sum) + part.squared;
    return this.#looks.worthOf(all.count - part.count, squared);
  }
}

/** Filled again and again. */
interface Part extends LookSum {
  squared: number;
}
