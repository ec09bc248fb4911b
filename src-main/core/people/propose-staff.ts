import { mergeSpans, type TimeSpan } from '../timeline/spans.ts';
import { inViewMs } from '../timeline/visit.ts';
import { type PeopleConfig, peopleConfig } from './config.ts';
import { partsOf } from './join-continued.ts';
import { ObservedTime } from './observed-time.ts';
import type { PersonJourney, StaffProposal } from './types.ts';
import { personNearness, type View, ViewSet } from './view-set.ts';

/**
 * Who is there all day: looks that are seen again and again over hours. A guard's patrol is many short journeys to
 * linking, so presence is counted for a look, not for a journey. A fashion that many visitors share is there all day
 * too; it is told from a uniform in two ways: its views lie further from their middle than those of one person do, and
 * it is away now and then for some minutes, as visitors come by chance, while staff go round. Only time in which some camera
 * observed counts: over a night that nobody recorded a look is neither there nor away.
 *
 * Nothing is decided here: a proposal is a question. Proposals share no journey; the longest in view come first.
 * Deterministic; journeys may come in any order.
 *
 * @param observed when some camera observed; without it all the time from the first view to the last
 */
export function proposeStaff(
  journeys: readonly PersonJourney[],
  { observed }: { readonly observed?: readonly TimeSpan[] } = {},
  config: PeopleConfig = peopleConfig,
): StaffProposal[] {
  const ordered = journeys.toSorted((a, b) => inViewMs(b.stops) - inViewMs(a.stops) || a.id - b.id);
  const views = new ViewSet(ordered);
  const nearness = config.uniformNearness * personNearness(ordered);
  const study = rangeOf(views.all, 0);
  if (study === null) return [];
  const time = new ObservedTime(observed ?? [study]);
  const proposals: StaffProposal[] = [];
  for (const seed of ordered.slice(0, config.seeds)) {
    const own = views.of(seed);
    if (own.length === 0) continue;
    const look = views.like(own, nearness);
    const range = rangeOf(look, config.strayShare);
    if (range === null || !isLong(range, study, time, config)) continue;
    const presence = presenceIn(look, range, time, config);
    if (presence < config.minPresence) continue;
    const members = mostlyIn(look);
    views.takeOut(members);
    proposals.push({
      journeyIds: members.map(({ id }) => id).sort((a, b) => a - b),
      ...range,
      presence,
      atOnce: mostAtOnce(members),
      inViewMs: members.reduce((sum, member) => sum + inViewMs(member.stops), 0),
    });
  }
  return proposals.sort((a, b) => b.inViewMs - a.inViewMs);
}

/** From the first to the last view, but for a share at either end; null without views. */
function rangeOf(views: readonly View[], strayShare: number): TimeSpan | null {
  if (views.length === 0) return null;
  const starts = Float64Array.from(views, ({ stop }) => stop.startUtcMs).sort();
  const stray = Math.floor(starts.length * strayShare);
  return { startUtcMs: starts[stray]!, endUtcMs: starts[starts.length - 1 - stray]! };
}

function isLong(
  range: TimeSpan,
  study: TimeSpan,
  time: ObservedTime,
  { minRangeMs, minRangeShare }: PeopleConfig,
): boolean {
  const rangeMs = time.within(range);
  return rangeMs >= minRangeMs && rangeMs >= minRangeShare * time.within(study);
}

/** Share of the range's spans of observed time in which a view begins. */
function presenceIn(
  views: readonly View[],
  range: TimeSpan,
  time: ObservedTime,
  { presenceSpanMs }: PeopleConfig,
): number {
  const fromMs = time.before(range.startUtcMs);
  const spans = Math.ceil(time.within(range) / presenceSpanMs);
  const seen = new Set<number>();
  for (const { stop } of views) {
    if (stop.startUtcMs < range.startUtcMs || stop.startUtcMs >= range.endUtcMs) continue;
    // A view may begin at the very instant at which observation ends.
    seen.add(Math.min(spans - 1, Math.floor((time.before(stop.startUtcMs) - fromMs) / presenceSpanMs)));
  }
  return seen.size / spans;
}

/** Journeys of which more than half of the described views are among these. */
function mostlyIn(views: readonly View[]): PersonJourney[] {
  return [...Map.groupBy(views, ({ journey }) => journey)]
    .filter(
      ([{ stops }, own]) => own.length > stops.flatMap(partsOf).filter(({ vector }) => vector).length / 2,
    )
    .map(([journey]) => journey);
}

/** Journeys in view at once, whichever cameras see them: one person in two overlapping views is one. */
function mostAtOnce(journeys: readonly PersonJourney[]): number {
  const events = journeys.flatMap(({ stops }) =>
    // One camera may show a person in two fragments that touch, which merging joins.
    mergeSpans(stops).flatMap(({ startUtcMs, endUtcMs }) => [
      { utcMs: startUtcMs, change: 1 },
      { utcMs: endUtcMs, change: -1 },
    ]),
  );
  // Where one person leaves as another comes, ends count before starts.
  events.sort((a, b) => a.utcMs - b.utcMs || a.change - b.change);
  let now = 0;
  let most = 0;
  for (const { change } of events) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}
