import { dotOf, type LookModel, type LookSum } from './look-model.ts';

/**
 * What the parts of two journeys are worth by their looks, from sums and products of what the journeys hold already: a
 * move is tried many times as often as it is made.
 */
export class PartLooks {
  readonly #looks: LookModel;
  readonly #until: LookSum;
  readonly #from: LookSum;
  readonly #row: LookSum;
  #first: LookSum;
  #second: LookSum;

  constructor(looks: LookModel) {
    this.#looks = looks;
    this.#until = looks.empty();
    this.#from = looks.empty();
    this.#row = looks.empty();
    this.#first = this.#until;
    this.#second = this.#from;
  }

  /** `until` are the first journey's rows up to a link, `from` the second's after it. */
  compare(first: LookSum, second: LookSum, until: readonly number[], from: readonly number[]): void {
    this.#first = first;
    this.#second = second;
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
  moved(row: number, to: LookSum, out: LookSum): number {
    this.#fill(this.#row, [row]);
    return this.#worthOfBoth(to, this.#row) + this.#worthWithout(out, this.#row);
  }

  #fill(look: LookSum, rows: readonly number[]): void {
    look.sum.fill(0);
    look.count = 0;
    for (const row of rows) this.#looks.add(look, row);
  }

  #worthOfBoth(a: LookSum, b: LookSum): number {
    const squared = dotOf(a.sum, a.sum) + 2 * dotOf(a.sum, b.sum) + dotOf(b.sum, b.sum);
    return this.#looks.worthOf(a.count + b.count, squared);
  }

  #worthWithout(all: LookSum, part: LookSum): number {
    const squared = dotOf(all.sum, all.sum) - 2 * dotOf(all.sum, part.sum) + dotOf(part.sum, part.sum);
    return this.#looks.worthOf(all.count - part.count, squared);
  }
}
