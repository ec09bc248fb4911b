import type { LinkingConfig } from '../config.ts';

/**
 * Where visitors go: per camera the share who are never seen again, the share of entries that are new
 * visitors, and to which camera the others go. Learnt by counting soft matches, shrunk to a prior.
 */
export class Shares {
  readonly #config: LinkingConfig;
  readonly #cameras: number;
  /** Row-major: log share of the exits of A that go to B. */
  readonly #logNext: Float64Array;
  readonly #logNever: Float64Array;
  readonly #logNew: Float64Array;

  constructor(cameras: number, config: LinkingConfig) {
    this.#config = config;
    this.#cameras = cameras;
    this.#logNext = new Float64Array(cameras * cameras);
    this.#logNever = new Float64Array(cameras);
    this.#logNew = new Float64Array(cameras);
    this.learn(new Float64Array(cameras * cameras), new Float64Array(cameras));
  }

  logNext(from: number, to: number): number {
    return this.#logNext[from * this.#cameras + to]!;
  }

  logNever(from: number): number {
    return this.#logNever[from]!;
  }

  /** Of the entries into a camera, those that nobody else's exit explains. */
  logNew(to: number): number {
    return this.#logNew[to]!;
  }

  /** `next` sums the weights of links from A to B, row-major; `seen` counts who came and went, per camera. */
  learn(next: ArrayLike<number>, seen: ArrayLike<number>): void {
    const { neverReturns, neverReturnsShrink, newVisitors, newVisitorsShrink, nextCameraShrink } =
      this.#config;
    const cameras = this.#cameras;
    for (let camera = 0; camera < cameras; camera++) {
      let followed = 0;
      let explained = 0;
      for (let other = 0; other < cameras; other++) {
        followed += next[camera * cameras + other]!;
        explained += next[other * cameras + camera]!;
      }
      const never = shrunk(seen[camera]! - followed, seen[camera]!, neverReturns, neverReturnsShrink);
      this.#logNever[camera] = Math.log(never);
      this.#logNew[camera] = Math.log(
        shrunk(seen[camera]! - explained, seen[camera]!, newVisitors, newVisitorsShrink),
      );
      for (let to = 0; to < cameras; to++) {
        const share =
          (next[camera * cameras + to]! + nextCameraShrink) / (followed + nextCameraShrink * cameras);
        this.#logNext[camera * cameras + to] = Math.log(share * (1 - never));
      }
    }
  }
}

function shrunk(part: number, whole: number, prior: number, weight: number): number {
  return (Math.max(0, part) + prior * weight) / (whole + weight);
}
