import { dotOf, type LookModel, type LookSum, type MeasuredLook } from './look-model.ts';

/**
 * What the parts of two journeys are worth by their looks, from sums and products of what the journeys hold already: a
 * move is tried many times as often as it is made.
 */
export class PartLooks {
  readonly #looks: LookModel;
  readonly #until: Part;
  readonly #from: Part;
  readonly #row: Part;
  #first: MeasuredLook;
  #second: MeasuredLook;

  constructor(looks: LookModel) {
    this.#looks = looks;
    this.#until = { ...looks.empty(), squared: 0 };
    this.#from = { ...looks.empty(), squared: 0 };
    this.#row = { ...looks.empty(), squared: 0 };
    this.#first = this.#until;
    this.#second = this.#from;
  }

  /** Two journeys as they are. */
  compare(first: MeasuredLook, second: MeasuredLook): void {
    this.#first = first;
    this.#second = second;
  }

  /** `until` are the first journey's rows up to a link, `from` the second's after it. */
  divide(until: readonly number[], from: readonly number[]): void {
    this.#fill(this.#until, until);
    this.#fill(this.#from, from);
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
    this.#fill(this.#row, [row]);
    return this.#worthOfBoth(to, this.#row) + this.#worthWithout(out, this.#row);
  }

  /** A row taken out of a journey: both together. */
  parted(row: number, out: MeasuredLook): number {
    this.#fill(this.#row, [row]);
    return this.#looks.worthOf(this.#row.count, this.#row.squared) + this.#worthWithout(out, this.#row);
  }

  /** Per place in a journey, what it is worth cut in two before that place; 0 at its start. */
  cuts(chain: readonly number[], look: MeasuredLook): number[] {
    const head = this.#until;
    this.#fill(head, []);
    return chain.map((_, at) => {
      if (at === 0) return 0;
      this.#looks.add(head, chain[at - 1]!);
      head.squared = dotOf(head.sum, head.sum);
      return this.#looks.worthOf(head.count, head.squared) + this.#worthWithout(look, head);
    });
  }

  #fill(part: Part, rows: readonly number[]): void {
    part.sum.fill(0);
    part.count = 0;
    for (const row of rows) this.#looks.add(part, row);
    part.squared = dotOf(part.sum, part.sum);
  }

  #worthOfBoth(a: MeasuredLook, b: MeasuredLook): number {
    return this.#looks.worthOf(a.count + b.count, a.squared + 2 * dotOf(a.sum, b.sum) + b.squared);
  }

  #worthWithout(all: MeasuredLook, part: MeasuredLook): number {
    const squared = all.squared - 2 * dotOf(all.sum, part.sum) + part.squared;
    return this.#looks.worthOf(all.count - part.count, squared);
  }
}

/** Filled again and again. */
interface Part extends LookSum {
  squared: number;
}
