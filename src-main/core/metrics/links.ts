import { expectedCalibrationError } from './calibration.ts';
import { sharedTimeMs } from './shared-identity.ts';

/** A tracklet whose person is known. */
export interface KnownTracklet {
  readonly id: number;
  readonly startUtcMs: number;
  readonly durationMs: number;
  /** Null when it shows nobody, or parts of several people. */
  readonly person: number | null;
  /** Who else is in most of its boxes: one box may be around two people who walk one behind the other. Absent: nobody. */
  readonly alsoShows?: readonly number[];
  /**
   * False where nobody is expected to know the person: too small, or hardly seen. No true step begins or ends there, and
   * a link between two of them is not judged. Absent: true.
   */
  readonly isExpected?: boolean;
}

export interface StatedLink {
  readonly fromTrackletId: number;
  readonly toTrackletId: number;
  readonly posterior: number;
  readonly grade: 'confirmed' | 'tentative';
}

export interface LinkScores {
  /**
   * IDF1 across cameras (Ristani et al. 2016) of the tracklets as they are: time counts instead of boxes, so it
   * judges linking alone. Where tracklets show nobody, their time counts as wrong.
   */
  readonly idf1: number;
  /** Of the links made, those between two tracklets that show one person; 1 when none was made. */
  readonly precision: number;
  /**
   * Of the true steps, from each tracklet to the same person's next, those whose ends the links join, at once or by way
   * of other tracklets: where views overlap, the order of a person's tracklets is no order of walking. 1 when there are
   * none.
   */
  readonly recall: number;
  /** Precision of the links of grade *confirmed*; 1 when there are none. */
  readonly confirmedPrecision: number;
  /** Share of the links that are confirmed. */
  readonly confirmedShare: number;
  /** Of the true steps, those whose ends links of grade *confirmed* join; 1 when there are none. */
  readonly confirmedRecall: number;
  /** Of the journeys, those whose tracklets do not all show one person. */
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
  const byId = new Map(tracklets.map((tracklet) => [tracklet.id, tracklet]));
  const known = (id: number): KnownTracklet => {
    const tracklet = byId.get(id);
    if (tracklet === undefined) throw new RangeError(`tracklet ${id} is unknown`);
    return tracklet;
  };
  const shown = (id: number): readonly number[] => {
    const { person, alsoShows = [] } = known(id);
    return person === null ? alsoShows : [person, ...alsoShows];
  };
  const isOfOne = (ids: readonly number[]): boolean => {
    const [first = [], ...others] = ids.map(shown);
    return first.some((one) => others.every((people) => people.includes(one)));
  };
  const isRight = ({ fromTrackletId, toTrackletId }: StatedLink): boolean =>
    isOfOne([fromTrackletId, toTrackletId]);
  const expectedTracklets = tracklets.filter(({ isExpected = true }) => isExpected);
  const steps = trueSteps(expectedTracklets);
  const expected = new Set(expectedTracklets.map(({ id }) => id));
  const judged = links.filter(
    ({ fromTrackletId, toTrackletId }) => expected.has(fromTrackletId) || expected.has(toTrackletId),
  );
  const recall = (by: readonly StatedLink[]): number => {
    const joined = joinedBy(by);
    return share([...steps].filter(([from, to]) => joined(from, to)).length, steps.size, 1);
  };
  const confirmed = judged.filter(({ grade }) => grade === 'confirmed');
  const merged = journeys.filter((journey) => {
    const ofPeople = journey.filter((id) => known(id).person !== null);
    return ofPeople.length > 0 && !isOfOne(ofPeople);
  }).length;
  return {
    idf1: trackletIdf1(tracklets, journeys),
    precision: share(judged.filter(isRight).length, judged.length, 1),
    recall: recall(links),
    confirmedPrecision: share(confirmed.filter(isRight).length, confirmed.length, 1),
    confirmedShare: share(confirmed.length, judged.length, 0),
    confirmedRecall: recall(links.filter(({ grade }) => grade === 'confirmed')),
    overMergeRate: share(merged, journeys.length, 0),
    countError: share(journeys.length - people, people, 0),
    calibrationError: expectedCalibrationError(
      judged.map((link) => ({ probability: link.posterior, isTrue: isRight(link) })),
    ),
    links: judged.length,
    trueSteps: steps.size,
  };
}

/** Whether two tracklets hang together by the links. */
function joinedBy(links: readonly StatedLink[]): (a: number, b: number) => boolean {
  const parents = new Map<number, number>();
  const rootOf = (id: number): number => {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    return root;
  };
  for (const { fromTrackletId, toTrackletId } of links) {
    const from = rootOf(fromTrackletId);
    const to = rootOf(toTrackletId);
    if (from !== to) parents.set(to, from);
  }
  return (a, b) => rootOf(a) === rootOf(b);
}

/** Every tracklet is in one journey, so truth and output last equally long, but for those that show nobody. */
function trackletIdf1(tracklets: readonly KnownTracklet[], journeys: readonly (readonly number[])[]): number {
  const journeyOf = new Map(journeys.flatMap((ids, journey) => ids.map((id) => [id, journey])));
  const labelled = tracklets.map(({ id, person, durationMs }) => ({
    truth: person,
    output: journeyOf.get(id) ?? null,
    durationMs,
  }));
  const lasting = (list: typeof labelled): number =>
    list.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const truthMs = lasting(labelled.filter(({ truth }) => truth !== null));
  const outputMs = lasting(labelled.filter(({ output }) => output !== null));
  return share(2 * sharedTimeMs(labelled), truthMs + outputMs, 1);
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
