import type { BoxPx } from '#shared/units.ts';
import { boxAt, clipBox, packBoxes } from '../../geometry/box.ts';
import type { SizePx } from '../../geometry/letterbox.ts';
import { quantile } from '../../statistics/quantile.ts';
import type { Track } from '../track.ts';
import type { CompletionConfig } from './config.ts';

/**
 * Completes the boxes of somebody whose legs were hidden for a while, by a parapet, a counter or other people, down to
 * where the feet must have been: a foot point on top of a parapet is metres away from the person. Whole bodies are also
 * what the field's ground truth has (MOTChallenge, Milan et al. 2016).
 *
 * Somebody is taken for half hidden from where the box becomes shorter at once, and its lower edge did that, while the
 * upper one went on as before: who sits down or bends keeps the feet where they are. How tall they would be is known from
 * shortly before, or, looking back from the end of it, from shortly after. Until then people may come nearer: heads of one
 * height rise to the horizon with distance, and bodies shrink in proportion (Hoiem et al. 2008). The horizon is taken to be
 * at the picture's upper edge, where cameras that look down on people have it, or above.
 *
 * An escalator takes people into depth faster than any floor: whoever is as slender as the whole of them would be there is
 * whole, and nobody is taken to be much wider than what is seen of them, nor taller in proportion. Boxes are clipped to the
 * picture.
 */
export function completeTrack(track: Track, picture: SizePx, config: CompletionConfig): Track {
  const boxes = Array.from(track.timesMs, (_, at) => boxAt(track.boxesPx, at));
  const nearestPx = NEAREST_HEAD * picture.heightPx;
  const sightings = boxes.map((boxPx, at) => ({
    timeMs: track.timesMs[at]!,
    boxPx,
    belowPx: Math.max(nearestPx, boxPx.y),
  }));
  const last = sightings.length - 1;
  const runs = [
    ...hiddenRuns(sightings, config),
    ...hiddenRuns(sightings.toReversed(), config).map((run) => ({
      ...run,
      first: last - run.last,
      last: last - run.first,
    })),
  ];
  if (runs.length === 0) return track;
  const completed = sightings.map(({ boxPx, belowPx }, at) => {
    const around = runs.filter((run) => at >= run.first && at <= run.last);
    if (around.length === 0) return boxPx;
    const sizes = around.map((run) => ({ run, scale: scaleAt(sightings, run, at, config) }));
    const h = Math.max(boxPx.h, belowPx * meanOf(sizes.map(({ run, scale }) => scale * run.height)));
    const w = Math.max(boxPx.w, belowPx * meanOf(sizes.map(({ run, scale }) => scale * run.width)));
    const box = { x: boxPx.x + (boxPx.w - w) / 2, y: boxPx.y, w, h };
    return clipBox(box, picture.widthPx, picture.heightPx);
  });
  return { ...track, boxesPx: packBoxes(completed) };
}

/** Heads nearer than this to the horizon, in picture heights, are taken to be so far: a pixel would be half a body there. */
const NEAREST_HEAD = 0.1;

interface Sighting {
  readonly timeMs: number;
  readonly boxPx: BoxPx;
  /** How far the head is below the horizon. */
  readonly belowPx: number;
}

/** Sightings `first` … `last` of somebody half hidden, and what the whole person measures, per `belowPx`. */
interface HiddenRun {
  readonly first: number;
  readonly last: number;
  readonly height: number;
  readonly width: number;
}

/** Those that begin with a sudden loss of height; of a track in order of time, or against it. */
function hiddenRuns(sightings: readonly Sighting[], config: CompletionConfig): HiddenRun[] {
  const runs: HiddenRun[] = [];
  let wholeFrom = 0;
  for (let first = 1; first < sightings.length; first++) {
    const run = runFrom(sightings, wholeFrom, first, config);
    if (run === null) continue;
    if (!isSlender(sightings, run, config)) runs.push(run);
    wholeFrom = run.last + 1;
    first = run.last + 1;
  }
  return runs;
}

/** The one that begins with sighting `first`, if that is so much shorter than those since `wholeFrom`. */
function runFrom(
  sightings: readonly Sighting[],
  wholeFrom: number,
  first: number,
  config: CompletionConfig,
): HiddenRun | null {
  const start = sightings[first]!;
  let from = first;
  while (from > wholeFrom && apartMs(sightings[from - 1]!, start) <= config.wholeMs) from--;
  const before = sightings.slice(from, first);
  if (before.length < config.minWhole) return null;
  // The lower quartile: boxes are too tall for a moment more often than too short, when somebody stands behind.
  const height = quantile(before.map(heightOf), 0.25);
  const isShort = (sighting: Sighting, ratio: number): boolean => heightOf(sighting) < ratio * height;
  const isOnset = before.some((sighting) => isLegsHidden(sighting, start, config));
  if (!isShort(start, config.maxHeightRatio) || !isOnset) return null;
  // What is regained by half is whole again: people are not measured to the pixel.
  const wholeRatio = Math.sqrt(config.maxHeightRatio);
  let last = first;
  while (
    last + 1 < sightings.length &&
    isShort(sightings[last + 1]!, wholeRatio) &&
    apartMs(sightings[last + 1]!, start) <= config.maxHiddenMs
  ) {
    last++;
  }
  return { first, last, height, width: quantile(before.map(widthOf), 0.5) };
}

/** Whether the body lost height from one sighting to another, within a moment, and by its lower edge. */
function isLegsHidden(whole: Sighting, hidden: Sighting, config: CompletionConfig): boolean {
  const headPx = Math.abs(hidden.boxPx.y - whole.boxPx.y);
  const bottomPx = bottomOf(whole.boxPx) - bottomOf(hidden.boxPx);
  return (
    apartMs(whole, hidden) <= config.onsetMs &&
    heightOf(hidden) < config.maxHeightRatio * heightOf(whole) &&
    bottomPx > 2 * headPx
  );
}

function isSlender(
  sightings: readonly Sighting[],
  { first, last, width }: HiddenRun,
  { minWidthRatio }: CompletionConfig,
): boolean {
  return quantile(sightings.slice(first, last + 1).map(widthOf), 0.5) < minWidthRatio * width;
}

/**
 * How large the whole person is at a sighting of the run, as a part of what the floor would make of them: at most `widthSlack`
 * times as wide as the wider ones of what is seen of them around then.
 */
function scaleAt(
  sightings: readonly Sighting[],
  { first, last, width }: HiddenRun,
  at: number,
  { widthMs, widthSlack }: CompletionConfig,
): number {
  const seen = sightings
    .slice(first, last + 1)
    .filter((sighting) => apartMs(sighting, sightings[at]!) <= widthMs)
    .map(widthOf);
  return Math.min(1, (widthSlack * quantile(seen, 0.75)) / width);
}

const heightOf = ({ boxPx, belowPx }: Sighting): number => boxPx.h / belowPx;
const widthOf = ({ boxPx, belowPx }: Sighting): number => boxPx.w / belowPx;
const bottomOf = ({ y, h }: BoxPx): number => y + h;
const apartMs = (a: Sighting, b: Sighting): number => Math.abs(a.timeMs - b.timeMs);

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
