/** One number of a suite. */
export interface Measurement {
  /** Stable within its suite: the key of its bounds in `floors.json`. */
  readonly key: string;
  /** What it is, for the table. */
  readonly name: string;
  readonly value: number;
  /** Digits after the point in the table. */
  readonly digits: number;
  /** What others reach on the same data, if known. */
  readonly reference?: string;
}

/** A set of numbers measured on one data set. */
export interface Suite {
  readonly key: string;
  readonly title: string;
  /** Files of the evaluation data that it reads; without them it is skipped. */
  readonly needs: readonly string[];
  /** Nothing to fall below: what it measures is not at hand in every run. */
  readonly hasNoFloors?: boolean;
  /** Takes more than a few seconds: left out by `--short`. */
  readonly isSlow: boolean;
  measure(signal: AbortSignal): Promise<Measurement[]>;
}
