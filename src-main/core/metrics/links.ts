import { expectedCalibrationError } from './calibration.ts';

/** A tracklet whose person is known. */
export interface KnownTracklet {
  readonly id: number;
  readonly startUtcMs: number;
  /** Null when it shows nobody, or parts of several people. */
  readonly person: number | null;
}

export interface StatedLink {
  readonly fromTrackletId: number;
  readonly toTrackletId: number;
  readonly posterior: number;
  readonly grade: 'confirmed' | 'tentative';
}

export interface LinkScores {
  /** Of the links made, those between two tracklets of one person; 1 when none was made. */
  readonly precision: number;
  /** Of the true steps, from each tracklet to the same person's next, those made; 1 when there are none. */
  readonly recall: number;
  /** Precision of the links of grade *confirmed*; 1 when there are none. */
  readonly confirmedPrecision: number;
  /** Share of the links that are confirmed. */
  readonly confirmedShare: number;
  /** Of the journeys, those that mix two people or more. */
  readonly overMergeRate: number;
  /** (journeys − people) / people: above 0 when people were counted twice, below when merged or missed. */
  readonly countError: number;
  /** Of the links' posteriors. */
  readonly calibrationError: number;
  readonly links: number;
  readonly trueSteps: number;
}

/**
 * Judges links and journeys against the truth. `people` is how many there were, seen or not. Throws RangeError
 * when a link or a journey names an unknown tracklet.
 */
export function linkScores(
  tracklets: readonly KnownTracklet[],
  links: readonly StatedLink[],
  journeys: readonly (readonly number[])[],
  people: number,
): LinkScores {
  const personOf = new Map(tracklets.map(({ id, person }) => [id, person]));
  const person = (id: number): number | null => {
    const known = personOf.get(id);
    if (known === undefined) throw new RangeError(`tracklet ${id} is unknown`);
    return known;
  };
  const isRight = ({ fromTrackletId, toTrackletId }: StatedLink): boolean =>
    person(fromTrackletId) !== null && person(fromTrackletId) === person(toTrackletId);
  const steps = trueSteps(tracklets);
  const made = links.filter(
    ({ fromTrackletId, toTrackletId }) => steps.get(fromTrackletId) === toTrackletId,
  ).length;
  const confirmed = links.filter(({ grade }) => grade === 'confirmed');
  const merged = journeys.filter(
    (journey) => new Set(journey.map(person).filter((one) => one !== null)).size > 1,
  ).length;
  return {
    precision: share(links.filter(isRight).length, links.length, 1),
    recall: share(made, steps.size, 1),
    confirmedPrecision: share(confirmed.filter(isRight).length, confirmed.length, 1),
    confirmedShare: share(confirmed.length, links.length, 0),
    overMergeRate: share(merged, journeys.length, 0),
    countError: share(journeys.length - people, people, 0),
    calibrationError: expectedCalibrationError(
      links.map((link) => ({ probability: link.posterior, isTrue: isRight(link) })),
    ),
    links: links.length,
    trueSteps: steps.size,
  };
}

/** From each tracklet to the same person's next by start, then id. */
function trueSteps(tracklets: readonly KnownTracklet[]): Map<number, number> {
  const last = new Map<number, number>();
  const steps = new Map<number, number>();
  for (const { id, person } of tracklets.toSorted((a, b) => a.startUtcMs - b.startUtcMs || a.id - b.id)) {
    if (person === null) continue;
    const before = last.get(person);
    if (before !== undefined) steps.set(before, id);
    last.set(person, id);
  }
  return steps;
}

function share(part: number, whole: number, ofNone: number): number {
  return whole === 0 ? ofNone : part / whole;
}
