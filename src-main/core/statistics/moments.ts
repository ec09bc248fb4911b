/** Weighted mean and variance of a stream of numbers, shrunk to a prior while data are few. */
export interface Gaussian {
  readonly mean: number;
  readonly sd: number;
}

/** Weighted running moments (West 1979). */
export class Moments {
  #weight = 0;
  #mean = 0;
  #squares = 0;

  get weight(): number {
    return this.#weight;
  }

  add(value: number, weight = 1): void {
    if (weight <= 0) return;
    this.#weight += weight;
    const delta = value - this.#mean;
    this.#mean += (weight / this.#weight) * delta;
    this.#squares += weight * delta * (value - this.#mean);
  }

  /**
   * The posterior mean of a normal-inverse-gamma model: the prior counts as `priorWeight` observations.
   * `minSd` keeps a few equal observations from making a spike.
   */
  shrunkTo(prior: Gaussian, priorWeight: number, minSd = 0): Gaussian {
    const weight = this.#weight + priorWeight;
    if (weight === 0) return prior;
    const mean = (this.#mean * this.#weight + prior.mean * priorWeight) / weight;
    const between = ((this.#mean - prior.mean) ** 2 * this.#weight * priorWeight) / weight;
    const variance = (this.#squares + prior.sd ** 2 * priorWeight + between) / weight;
    return { mean, sd: Math.max(minSd, Math.sqrt(variance)) };
  }
}

/** Log density of a normal distribution, which is asked for at many values. */
export function logNormalPdf({ mean, sd }: Gaussian): (value: number) => number {
  const logSd = Math.log(sd);
  return (value) => {
    const z = (value - mean) / sd;
    return -0.5 * z * z - logSd - HALF_LOG_TWO_PI;
  };
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
