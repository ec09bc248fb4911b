/** What a simulated study is like. Times in ms or as named, lengths in metres, probabilities 0..1. */
export interface SimulationSettings {
  readonly seed: number;
  readonly visitors: number;
  readonly cameras: number;
  /** Of opening, in all. */
  readonly hours: number;
  /** Of opening per day: after so many nobody comes until the next morning. 24 is always open. */
  readonly hoursPerDay: number;
  readonly startUtcMs: number;
  /** Mean number of camera views that a visitor walks through in one visit. */
  readonly meanViews: number;
  /** Share of visitors who come as a group of two to four and walk together. */
  readonly groupShare: number;
  /** Share of visitors who leave and come back later the same day. */
  readonly revisitShare: number;
  /** People in one uniform who are there all the time. */
  readonly staff: number;
  /** A view that the detector misses altogether. */
  readonly missedViewShare: number;
  /** A view that the tracker cuts in two. */
  readonly fragmentShare: number;
  /** A stop in a shop between two cameras. */
  readonly shopShare: number;
  readonly meanShopMs: number;
  /** Outages per camera and hour, and how long one lasts. */
  readonly outagesPerHour: number;
  readonly meanOutageMs: number;
  /**
   * So many cameras, the first ones, have a second one that sees the same place from the floor above: people in
   * both pictures at once, which no plan tells. The second ones are numbered after all others.
   */
  readonly overlookedCameras: number;
  /** Standard deviation of the error of a camera's clock. */
  readonly clockErrorSdMs: number;
}

/** A weekday of a middle-sized mall. */
export const defaultSimulation: SimulationSettings = Object.freeze({
  seed: 1,
  visitors: 150,
  cameras: 6,
  hours: 1,
  hoursPerDay: 24,
  startUtcMs: Date.UTC(2026, 10, 14, 9),
  meanViews: 6,
  groupShare: 0.3,
  revisitShare: 0.08,
  staff: 0,
  missedViewShare: 0.04,
  fragmentShare: 0.12,
  shopShare: 0.3,
  meanShopMs: 4 * 60_000,
  outagesPerHour: 0.05,
  meanOutageMs: 90_000,
  overlookedCameras: 0,
  clockErrorSdMs: 0,
});
