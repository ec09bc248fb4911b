import { expect, it } from 'vitest';
import { makeMall } from '../testing/synthetic-mall.ts';
import { buildTrackletTable } from '../tracklets/tracklet-table.ts';
import { WALK_POINTS, WALK_WIDTH } from '../tracklets/walks.ts';
import type { LinkTracklet, TrackletEnd } from '../types.ts';
import { visitorsConfig } from './config.ts';
import { seenWell } from './seen-well.ts';

const { cameras, tracklets } = makeMall({ visitors: 4 });
const { minHeightPx, minSeenMs } = visitorsConfig;

function endOf(heightPx: number): TrackletEnd {
  return { footXPx: 10, footYPx: 20, heightPx, velocityXPxPerS: 0, velocityYPxPerS: 0 };
}

/** Of somebody so tall at all times, at the points of the walk that are given otherwise. */
function walkOf(heightPx: number, others: readonly number[] = []): Int16Array {
  const walk = new Int16Array(WALK_WIDTH);
  for (let point = 0; point < WALK_POINTS; point++) walk[3 * point + 2] = others[point] ?? heightPx;
  return walk;
}

function placesOf(change: (tracklet: LinkTracklet, index: number) => LinkTracklet): number[] | null {
  const config = { ...visitorsConfig, fewGlimpses: 0 };
  const found = seenWell(buildTrackletTable(tracklets.map(change), cameras), config);
  return found && [...found.placeOf];
}

it('is all of a study where nobody knows, and where all were near', () => {
  expect(placesOf((tracklet) => tracklet)).toBeNull();
  const near = endOf(minHeightPx);
  expect(placesOf((tracklet) => ({ ...tracklet, entry: near, exit: near }))).toBeNull();
});

it('keeps who was near at one end, or for a quarter of the walk', () => {
  const far = endOf(minHeightPx / 2);
  expect(placesOf((tracklet) => ({ ...tracklet, entry: far, exit: endOf(minHeightPx) }))).toBeNull();
  const nearFor = (points: number) =>
    walkOf(
      40,
      Array.from({ length: points }, () => minHeightPx),
    );
  expect(placesOf((tracklet) => ({ ...tracklet, walk: nearFor(7) }))).toBeNull();
  expect(placesOf((tracklet) => ({ ...tracklet, walk: nearFor(5) }))).not.toBeNull();
});

it('leaves out who was seen from afar, and says who is where', () => {
  const first = tracklets.toSorted((a, b) => a.startUtcMs - b.startUtcMs || a.id - b.id)[0]!;
  const places = placesOf((tracklet) =>
    tracklet.id === first.id ? { ...tracklet, walk: walkOf(30) } : tracklet,
  );
  expect(places).toEqual([-1, ...tracklets.slice(1).map((_, index) => index)]);
});

it('leaves out who was seen for a moment, however near', () => {
  const near = endOf(2 * minHeightPx);
  const seenFor = (ms: number) =>
    placesOf((tracklet, index) => {
      const seen = { ...tracklet, entry: near, exit: near };
      return index === 0 ? { ...seen, endUtcMs: seen.startUtcMs + ms } : seen;
    });
  expect(seenFor(minSeenMs)).toBeNull();
  expect(seenFor(minSeenMs - 1)?.filter((place) => place === -1)).toEqual([-1]);
});

it('leaves out who was whole in the picture for a moment, however long they stood at its border', () => {
  const near = endOf(2 * minHeightPx);
  const wholeFor = (wholeMs: number) =>
    placesOf((tracklet, index) => ({
      ...tracklet,
      entry: near,
      exit: near,
      ...(index === 0 && { endUtcMs: tracklet.startUtcMs + 60_000, wholeMs }),
    }));
  expect(wholeFor(minSeenMs)).toBeNull();
  expect(wholeFor(minSeenMs - 1)?.filter((place) => place === -1)).toEqual([-1]);
});

it('leaves out no few glimpses, but anybody far away', () => {
  const many = makeMall({ visitors: 20 });
  const few = Math.floor(visitorsConfig.fewGlimpses * many.tracklets.length);
  const countOf = (poor: number, change: (tracklet: LinkTracklet) => LinkTracklet) =>
    seenWell(
      buildTrackletTable(
        many.tracklets.map((tracklet, index) => (index < poor ? change(tracklet) : tracklet)),
        many.cameras,
      ),
    )?.table.count;
  const glimpsed = (tracklet: LinkTracklet) => ({ ...tracklet, endUtcMs: tracklet.startUtcMs + 1_000 });
  expect(few).toBeGreaterThan(0);
  expect(countOf(few, glimpsed)).toBeUndefined();
  expect(countOf(few + 1, glimpsed)).toBe(many.tracklets.length - few - 1);
  expect(countOf(1, (tracklet) => ({ ...tracklet, walk: walkOf(30) }))).toBe(many.tracklets.length - 1);
});
