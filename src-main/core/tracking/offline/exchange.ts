import type { BoxPx } from '#shared/units.ts';
import { coveredFraction } from '../../geometry/box.ts';
import { aggregateEmbeddings } from '../../outfit/embedding.ts';
import { firstIndexFrom } from '../../statistics/sorted.ts';
import type { TrackerConfig } from '../config.ts';
import { boxAtTime } from '../path.ts';
import { type AppearanceScale, appearanceEvidence } from './appearance.ts';
import type { ExchangeConfig, OfflineConfig } from './config.ts';
import { endMs, type Fragment, joinFragments, sliceTrack, startMs, type View } from './fragment.ts';

/**
 * Undoes exchanges: where two tracks met, lay on one another, and went on as each other. The looks of both, before and
 * after, are judged together, since all four tell: "each went on as the other" against "each went on as it was". That is
 * surer than what `cutMixedTracks` finds out about one track alone, because two people who are compared with nobody but
 * each other need not look very different, and because somebody's other side shows on both sides of the comparison.
 *
 * Where one of the two was not seen on one side of the meeting, the other three tell. `timesMs` are those of the frames, in
 * order. Exchanged fragments get new ordinals from `1 + the highest` on, and stand last.
 */
export function undoExchanges<V extends View>(
  fragments: readonly Fragment<V>[],
  timesMs: readonly number[],
  scale: AppearanceScale,
  tracker: TrackerConfig,
  config: OfflineConfig,
): readonly Fragment<V>[] {
  let current = fragments;
  let nextOrdinal = 1 + Math.max(-1, ...fragments.map(({ track }) => track.ordinal));
  let undoneMs = Number.NEGATIVE_INFINITY;
  /** What exchanges undone at that very time left: not to be exchanged back. */
  let settled: readonly Fragment<V>[] = [];
  const ways = new Map<Fragment<V>, Way>();
  const wayOf = (fragment: Fragment<V>): Way => {
    const way = ways.get(fragment) ?? wayThrough(timesMs, fragment, tracker);
    ways.set(fragment, way);
    return way;
  };
  const meetingsOf = (first: Fragment<V>, others: readonly Fragment<V>[]): Meeting<V>[] => {
    const way = wayOf(first);
    return others.flatMap((second) =>
      contactsOf(way, wayOf(second), timesMs, config.exchange).map((contact) => ({
        first,
        second,
        ...contact,
      })),
    );
  };
  let meetings = fragments.flatMap((first, index) => meetingsOf(first, fragments.slice(index + 1)));
  for (;;) {
    // In order of time: who is who after a meeting depends on who was who before it.
    const exchange = meetings
      .filter(
        ({ first, second, closestMs }) =>
          closestMs > undoneMs ||
          (closestMs === undoneMs && !(settled.includes(first) && settled.includes(second))),
      )
      .sort((a, b) => a.closestMs - b.closestMs)
      .find((meeting) => exchangeEvidence(meeting, scale, config) >= config.exchange.minEvidence);
    if (exchange === undefined) return current;
    const { first, second, closestMs } = exchange;
    const [firstBefore, firstAfter] = splitFragment(first, closestMs);
    const [secondBefore, secondAfter] = splitFragment(second, closestMs);
    const swapped = [
      [...firstBefore, ...secondAfter],
      [...secondBefore, ...firstAfter],
    ].flatMap((parts) => (parts.length > 0 ? [withOrdinal(joinFragments(parts), nextOrdinal++)] : []));
    const isOther = (fragment: Fragment<V>): boolean => fragment !== first && fragment !== second;
    const others = current.filter(isOther);
    current = [...others, ...swapped];
    meetings = [
      ...meetings.filter((meeting) => isOther(meeting.first) && isOther(meeting.second)),
      ...swapped.flatMap((fragment, index) => meetingsOf(fragment, [...others, ...swapped.slice(index + 1)])),
    ];
    settled = closestMs === undoneMs ? [...settled, ...swapped] : swapped;
    undoneMs = closestMs;
  }
}

/** Two tracks whose boxes lay on one another for a while. */
interface Meeting<V extends View> {
  readonly first: Fragment<V>;
  readonly second: Fragment<V>;
  readonly fromMs: number;
  readonly toMs: number;
  /** When they covered one another most. */
  readonly closestMs: number;
}

/** Where a track was in the frames from its first to its last; null where nobody knows. */
interface Way {
  readonly firstFrame: number;
  readonly boxes: readonly (BoxPx | null)[];
}

function wayThrough(timesMs: readonly number[], { track }: Fragment, { maxGapMs }: TrackerConfig): Way {
  const firstFrame = firstIndexFrom(timesMs, startMs(track));
  const boxes: (BoxPx | null)[] = [];
  for (let frame = firstFrame; timesMs[frame]! <= endMs(track); frame++)
    boxes.push(boxAtTime(track, timesMs[frame]!, maxGapMs));
  return { firstFrame, boxes };
}

type Contact = Pick<Meeting<View>, 'fromMs' | 'toMs' | 'closestMs'>;

function contactsOf(
  first: Way,
  second: Way,
  timesMs: readonly number[],
  { minCover, pauseMs }: ExchangeConfig,
): Contact[] {
  const from = Math.max(first.firstFrame, second.firstFrame);
  const to = Math.min(first.firstFrame + first.boxes.length, second.firstFrame + second.boxes.length);
  const contacts: (Contact & { readonly cover: number })[] = [];
  for (let frame = from; frame < to; frame++) {
    const timeMs = timesMs[frame]!;
    const own = first.boxes[frame - first.firstFrame]!;
    const other = second.boxes[frame - second.firstFrame]!;
    if (own === null || other === null) continue;
    const cover = Math.max(coveredFraction(own, other), coveredFraction(other, own));
    if (cover < minCover) continue;
    const last = contacts.at(-1);
    if (last === undefined || timeMs - last.toMs > pauseMs) {
      contacts.push({ fromMs: timeMs, toMs: timeMs, closestMs: timeMs, cover });
    } else {
      const closest = cover > last.cover ? { closestMs: timeMs, cover } : last;
      contacts[contacts.length - 1] = { ...last, ...closest, fromMs: last.fromMs, toMs: timeMs };
    }
  }
  return contacts;
}

/** How much likelier it is that the tracks exchanged people than that they did not, in nats; 0 when too little is known. */
function exchangeEvidence(
  { first, second, fromMs, toMs }: Meeting<View>,
  scale: AppearanceScale,
  { appearance, exchange: { viewsPerSide } }: OfflineConfig,
): number {
  const before = ({ views }: Fragment): Float32Array | null =>
    aggregateEmbeddings(views.filter(({ timeMs }) => timeMs <= fromMs).slice(-viewsPerSide));
  const after = ({ views }: Fragment): Float32Array | null =>
    aggregateEmbeddings(views.filter(({ timeMs }) => timeMs >= toMs).slice(0, viewsPerSide));
  const sides = [before(first), after(first), before(second), after(second)] as const;
  if (sides.filter((side) => side !== null).length < 3) return 0;
  const [firstBefore, firstAfter, secondBefore, secondAfter] = sides;
  const like = (one: Float32Array | null, other: Float32Array | null): number =>
    appearanceEvidence(one, other, scale, appearance);
  const exchanged = like(firstBefore, secondAfter) + like(secondBefore, firstAfter);
  // Four who are all unlike one another are no exchange, however unlike: `cutMixedTracks` takes them apart.
  if (exchanged <= 0) return 0;
  return exchanged - like(firstBefore, firstAfter) - like(secondBefore, secondAfter);
}

/** The parts of a fragment before a time and from it on; nothing for one without sightings. */
function splitFragment<V extends View>(
  { track, views, isFaint }: Fragment<V>,
  atMs: number,
): readonly [before: Fragment<V>[], after: Fragment<V>[]] {
  const found = track.timesMs.findIndex((timeMs) => timeMs >= atMs);
  const at = found === -1 ? track.timesMs.length : found;
  const part = (from: number, to: number, isOf: (view: V) => boolean): Fragment<V>[] =>
    from < to ? [{ track: sliceTrack(track, from, to), views: views.filter(isOf), isFaint }] : [];
  return [
    part(0, at, ({ timeMs }) => timeMs < atMs),
    part(at, track.timesMs.length, ({ timeMs }) => timeMs >= atMs),
  ];
}

function withOrdinal<V extends View>(fragment: Fragment<V>, ordinal: number): Fragment<V> {
  return { ...fragment, track: { ...fragment.track, ordinal } };
}
