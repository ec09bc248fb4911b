import type { TimeSpan } from '../timeline/spans.ts';
import { type PeopleConfig, peopleConfig } from './config.ts';
import { ObservedTime } from './observed-time.ts';
import type { PersonJourney, PersonStop, VisitorGroup } from './types.ts';

/** A pair of journeys that somebody judged. */
export interface JudgedPair {
  readonly firstJourneyId: number;
  readonly secondJourneyId: number;
  readonly areTogether: boolean;
}

/**
 * Mean distance of two tracklets of one camera while both are in view, in body heights; null where it is not known, as
 * when they are never in view at once.
 */
export type StopDistance = (first: PersonStop, second: PersonStop) => number | null;

/** What is known beside the journeys. */
export interface GroupEvidence {
  readonly judged?: readonly JudgedPair[];
  readonly distance?: StopDistance;
  /** When each camera, by id, observed; one that is missing did so from the first entry to the last. */
  readonly observed?: ReadonlyMap<number, readonly TimeSpan[]>;
}

/**
 * Visitors who move as one ("buying units"): they enter and leave views within seconds of each other, again and again.
 * After Ge, Collins & Ruback 2012 ("Vision-based analysis of small groups in pedestrian crowds"), who find groups by
 * nearness and shared movement and build them up from pairs; where they measure velocities, this has stops.
 *
 * Per pair, every stop of either is evidence: shared, it is as much likelier for a group as strangers are unlikely to
 * come and leave at the same time as often as people enter that view; not shared, it is evidence against. The posterior
 * with a prior must reach `minTogether`. Pairs then join to groups. What people judged counts for certain.
 *
 * Deterministic; groups in order of their first journey.
 */
export function findGroups(
  journeys: readonly PersonJourney[],
  { judged = [], distance = () => null, observed = new Map() }: GroupEvidence = {},
  config: PeopleConfig = peopleConfig,
): VisitorGroup[] {
  const verdicts = new Map(judged.map((pair) => [pairKey(pair.firstJourneyId, pair.secondJourneyId), pair]));
  const found = sharedStops(journeys, distance, observed, config);
  const pairs = [...found].flatMap(([key, pair]): JoinedPair[] => {
    if (verdicts.has(key)) return [];
    const confidence = posteriorOf(pair, config);
    const shared = pair.shared.length;
    if (shared < config.minSharedStops || confidence < config.minTogether) return [];
    return [{ first: pair.first.id, second: pair.second.id, confidence, shared, isJudged: false }];
  });
  for (const [key, { firstJourneyId: first, secondJourneyId: second, areTogether }] of verdicts) {
    const shared = found.get(key)?.shared.length ?? 0;
    if (areTogether) pairs.push({ first, second, confidence: 1, shared, isJudged: true });
  }
  const isApart = (first: number, second: number): boolean =>
    verdicts.get(pairKey(first, second))?.areTogether === false;
  return joinPairs(pairs, isApart, config);
}

interface SharedStops {
  readonly first: PersonJourney;
  readonly second: PersonJourney;
  /** Probability that strangers share such a stop, one per shared stop. */
  readonly shared: number[];
  /** When the stops in `shared` were. */
  readonly spans: TimeSpan[];
  /** Stops that are accounted for, of either journey. */
  readonly stops: Set<number>;
}

/** Finds pairs that enter and leave a view together, by a sweep over each camera's entries. */
function sharedStops(
  journeys: readonly PersonJourney[],
  distance: StopDistance,
  observed: ReadonlyMap<number, readonly TimeSpan[]>,
  config: PeopleConfig,
): Map<string, SharedStops> {
  const entries = journeys.flatMap((journey) => journey.stops.map((stop) => ({ journey, stop })));
  const pairs = new Map<string, SharedStops>();
  for (const [cameraId, ofCamera] of Map.groupBy(entries, ({ stop }) => stop.cameraId)) {
    ofCamera.sort((a, b) => a.stop.startUtcMs - b.stop.startUtcMs || a.stop.trackletId - b.stop.trackletId);
    const byChance = entersByChance(
      ofCamera.map(({ stop }) => stop.startUtcMs),
      observed.get(cameraId),
      config,
    );
    for (const [at, { journey, stop }] of ofCamera.entries()) {
      for (let next = at + 1; next < ofCamera.length; next++) {
        const other = ofCamera[next]!;
        if (other.stop.startUtcMs - stop.startUtcMs > config.togetherMs) break;
        if (other.journey === journey || !isShared(stop, other.stop, distance, config)) continue;
        const [first, second] =
          journey.id < other.journey.id ? [journey, other.journey] : [other.journey, journey];
        const key = pairKey(first.id, second.id);
        const pair = pairs.get(key) ?? { first, second, shared: [], spans: [], stops: new Set<number>() };
        pairs.set(key, pair);
        // A view cut into fragments is one stop shared, not several.
        if (pair.stops.has(stop.trackletId) || pair.stops.has(other.stop.trackletId)) continue;
        pair.stops.add(stop.trackletId).add(other.stop.trackletId);
        // Nor do two cameras that see one place make two of one moment.
        if (pair.spans.some((span) => isAtOnce(span, stop) || isAtOnce(span, other.stop))) continue;
        pair.spans.push(stop);
        pair.shared.push(Math.min(byChance, config.sharedStop / 2));
      }
    }
  }
  return pairs;
}

/**
 * Poisson arrivals: how likely somebody enters within ± togetherMs. That they also leave together is half as likely again at
 * most, since views last about as long for everybody; it is left out, to the group's disadvantage. Between two recordings
 * nobody could enter, so that time makes no place quieter.
 *
 * @param entriesUtcMs a camera's, in order
 */
function entersByChance(
  entriesUtcMs: readonly number[],
  observed: readonly TimeSpan[] | undefined,
  { togetherMs }: PeopleConfig,
): number {
  const span = { startUtcMs: entriesUtcMs[0]!, endUtcMs: entriesUtcMs.at(-1)! };
  const observedMs = new ObservedTime(observed ?? [span]).within(span);
  return 1 - Math.exp((-2 * togetherMs * entriesUtcMs.length) / Math.max(togetherMs, observedMs));
}

function isAtOnce(first: TimeSpan, second: TimeSpan): boolean {
  return first.startUtcMs < second.endUtcMs && second.startUtcMs < first.endUtcMs;
}

function isShared(
  first: PersonStop,
  second: PersonStop,
  distance: StopDistance,
  config: PeopleConfig,
): boolean {
  if (Math.abs(first.endUtcMs - second.endUtcMs) > config.togetherMs) return false;
  const apart = distance(first, second);
  return apart === null || apart <= config.maxDistanceHeights;
}

/** Bayes' rule over the stops of both journeys. */
function posteriorOf({ first, second, shared, stops }: SharedStops, config: PeopleConfig): number {
  let odds = Math.log(config.priorTogether / (1 - config.priorTogether));
  for (const byChance of shared) odds += Math.log(config.sharedStop / byChance);
  const alone = [...first.stops, ...second.stops].filter(({ trackletId }) => !stops.has(trackletId)).length;
  // Half of them: each stop missed together is missed by both journeys.
  odds += (alone / 2) * Math.log(1 - config.sharedStop);
  return 1 / (1 + Math.exp(-odds));
}

interface JoinedPair {
  readonly first: number;
  readonly second: number;
  readonly confidence: number;
  readonly shared: number;
  /** Somebody said that they belong together. */
  readonly isJudged: boolean;
}

/**
 * Joins pairs to groups, those that people judged first, then the surest; a pair that would join people who are apart, or
 * a crowd, is left out.
 */
function joinPairs(
  pairs: readonly JoinedPair[],
  isApart: (first: number, second: number) => boolean,
  config: PeopleConfig,
): VisitorGroup[] {
  const groupOf = new Map<number, { members: number[]; confidence: number; sharedStops: number }>();
  const alone = (id: number) => ({ members: [id], confidence: 1, sharedStops: 0 });
  const ordered = pairs.toSorted(
    (a, b) =>
      Number(b.isJudged) - Number(a.isJudged) ||
      b.confidence - a.confidence ||
      b.shared - a.shared ||
      a.first - b.first ||
      a.second - b.second,
  );
  for (const { first, second, confidence, shared, isJudged } of ordered) {
    const a = groupOf.get(first) ?? alone(first);
    const b = groupOf.get(second) ?? alone(second);
    if (a === b) {
      a.sharedStops = Math.max(a.sharedStops, shared);
      continue;
    }
    const members = [...a.members, ...b.members];
    if (members.length > (isJudged ? config.maxJudgedGroupSize : config.maxGroupSize)) continue;
    if (a.members.some((one) => b.members.some((other) => isApart(one, other)))) continue;
    const joined = {
      members,
      confidence: Math.min(a.confidence, b.confidence, confidence),
      sharedStops: Math.max(a.sharedStops, b.sharedStops, shared),
    };
    for (const id of members) groupOf.set(id, joined);
  }
  return [...new Set(groupOf.values())]
    .map(({ members, confidence, sharedStops: stops }) => ({
      journeyIds: members.toSorted((a, b) => a - b),
      confidence,
      sharedStops: stops,
    }))
    .sort((a, b) => a.journeyIds[0]! - b.journeyIds[0]!);
}

function pairKey(first: number, second: number): string {
  return first < second ? `${first}/${second}` : `${second}/${first}`;
}
