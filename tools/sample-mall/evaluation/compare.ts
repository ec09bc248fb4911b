import { boxIou, coveredFraction } from '../../../src-main/core/geometry/box.ts';
import type { KnownTracklet } from '../../../src-main/core/metrics/links.ts';
import type { FramePair } from '../../../src-main/core/metrics/trajectories.ts';
import { solveAssignment } from '../../../src-main/core/tracking/assignment.ts';
import { defaultTrackerConfig } from '../../../src-main/core/tracking/config.ts';
import { boxAtTime } from '../../../src-main/core/tracking/path.ts';
import type { BoxPx } from '../../../src-shared/units.ts';
import type { OutputRecording, StudyOutput } from './study-output.ts';
import type { SampleTruth, TruePerson } from './truth.ts';

/** Who is expected to be found: people at least this tall, of whom at least this much is seen. */
export const COUNTED = Object.freeze({ heightPx: 60, visibleFraction: 0.6 });
const MIN_IOU = 0.5;
/** Somebody is of the study who is counted for so long, all cameras together. */
const PERSON_MS = 1_000;
/** A tracklet is expected to be linked when it shows somebody who is counted for so long. */
const EXPECTED_MS = 1_000;
/**
 * Who cannot be seen in a camera for longer than this and comes back is a new presence in it: to know the person again
 * is linking's work, and judged there. Who is too small or too hidden to be expected, but there, is to be followed.
 */
const PRESENCE_GAP_MS = 5_000;
const SEEN = Object.freeze({ heightPx: 30, visibleFraction: 0.3 });

/** A box of one analysed tracklet in one frame. */
interface FoundBox {
  readonly trackletId: number;
  readonly journeyId: number;
  readonly boxPx: BoxPx;
}

/** Truth and output, frame by frame of the footage that was accepted. */
export interface Comparison {
  /** Per camera; truth ids are presences, output ids tracklets, as one where a file's border alone cut them. */
  readonly byTracklet: readonly (readonly FramePair[])[];
  /** Per camera; output ids are journeys. */
  readonly byJourney: readonly (readonly FramePair[])[];
  readonly tracklets: readonly KnownTracklet[];
  /** Whom the footage shows. */
  readonly people: ReadonlySet<number>;
}

export function compare({ sample, framesOf }: SampleTruth, output: StudyOutput): Comparison {
  const cameras = sample.cameras.map(() => ({ byTracklet: [] as FramePair[], byJourney: [] as FramePair[] }));
  const tracklets: KnownTracklet[] = [];
  const seenFrames = new Map<number, number>();
  const presences = new Map([...framesOf].map(([key, frames]) => [key, presencesOf(frames, sample.fps)]));
  const uncut = acrossBorders(output);
  for (const recording of output.recordings) {
    const file = sample.files.find(({ path }) => recording.path.endsWith(`/${path}`));
    if (!file) throw new Error(`${recording.path} is no file of the sample`);
    const camera = sample.cameras.findIndex(({ key }) => key === file.camera);
    const truth = framesOf.get(file.camera);
    const target = cameras[camera];
    if (!truth || !target) throw new Error(`no truth of ${file.camera}`);
    const shown = new Map<number, Shown>();
    const frameMs = 1000 / sample.fps;
    const toMs = Math.min(file.toMs, file.fromMs + recording.durationMs);
    for (let atMs = file.fromMs; atMs < toMs; atMs += frameMs) {
      const people = truth[Math.round(atMs / frameMs)] ?? [];
      const found = boxesAt(recording, atMs - file.fromMs);
      note(shown, people, found);
      const counted = people.filter(isCounted);
      for (const { id } of counted) seenFrames.set(id, (seenFrames.get(id) ?? 0) + 1);
      const judged = withoutUncounted(found, counted, people);
      target.byTracklet.push({
        truth: counted.map(({ id, boxPx }) => ({
          id: presences.get(file.camera)![Math.round(atMs / frameMs)]!.get(id)!,
          boxPx,
        })),
        output: judged.map(({ trackletId, boxPx }) => ({ id: uncut(trackletId), boxPx })),
      });
      target.byJourney.push({ truth: counted, output: onePerJourney(judged) });
    }
    const clockErrorMs = sample.cameras[camera]?.clockErrorMs ?? 0;
    for (const { id, path } of recording.tracklets) {
      const firstMs = path.timesMs[0] ?? 0;
      const person = majority(shown.get(id));
      tracklets.push({
        id,
        startUtcMs: recording.startUtcMs - clockErrorMs + firstMs,
        durationMs: (path.timesMs.at(-1) ?? firstMs) - firstMs,
        person,
        alsoShows: inMostBoxes(shown.get(id)).filter((other) => other !== person),
        isExpected: (shown.get(id)?.countedFrames ?? 0) * frameMs >= EXPECTED_MS,
      });
    }
  }
  return {
    byTracklet: cameras.map(({ byTracklet }) => compactIds(byTracklet)),
    byJourney: cameras.map(({ byJourney }) => byJourney),
    tracklets,
    people: new Set(
      [...seenFrames].filter(([, frames]) => frames * 1000 >= PERSON_MS * sample.fps).map(([id]) => id),
    ),
  };
}

export const isCounted = ({ boxPx, visibleFraction }: TruePerson): boolean =>
  boxPx.h >= COUNTED.heightPx && visibleFraction >= COUNTED.visibleFraction;

const isSeen = ({ boxPx, visibleFraction }: TruePerson): boolean =>
  boxPx.h >= SEEN.heightPx && visibleFraction >= SEEN.visibleFraction;

/** Per frame of a camera, which presence each person who can be seen is in; presences of one camera count from 0. */
function presencesOf(frames: readonly (readonly TruePerson[])[], fps: number): ReadonlyMap<number, number>[] {
  const latest = new Map<number, { readonly frame: number; readonly presence: number }>();
  let count = 0;
  return frames.map((people, frame) => {
    const present = people.filter(isSeen).map(({ id }): [number, number] => {
      const before = latest.get(id);
      const isSame = before !== undefined && ((frame - before.frame) * 1000) / fps <= PRESENCE_GAP_MS;
      const presence = isSame ? before.presence : count++;
      latest.set(id, { frame, presence });
      return [id, presence];
    });
    return new Map(present);
  });
}

/** The first of the tracklets that are one but for the borders of files and chunks. */
export function acrossBorders({
  continuations,
}: Pick<StudyOutput, 'continuations'>): (trackletId: number) => number {
  const previous = new Map(
    continuations.map(({ fromTrackletId, toTrackletId }) => [toTrackletId, fromTrackletId]),
  );
  return (trackletId) => {
    let first = trackletId;
    for (let at = previous.get(first); at !== undefined; at = previous.get(first)) first = at;
    return first;
  };
}

function boxesAt(recording: OutputRecording, offsetMs: number): FoundBox[] {
  return recording.tracklets.flatMap(({ id, journeyId, path }) => {
    const boxPx = boxAtTime(path, offsetMs, defaultTrackerConfig.maxGapMs);
    return boxPx ? [{ trackletId: id, journeyId, boxPx }] : [];
  });
}

/** What a tracklet showed. */
interface Shown {
  /** In how many frames whom; 0 stands for nobody. */
  readonly framesOf: Map<number, number>;
  /** In how many frames somebody who is expected to be found. */
  countedFrames: number;
  /** In how many frames who can be seen and fits the box: two people, where one walks behind the other. */
  readonly fitsOf: Map<number, number>;
}

/**
 * Notes what each tracklet shows in a frame. True boxes are of whole bodies, so that of somebody half hidden is found in
 * part: such a box shows whoever it lies on.
 */
function note(shown: Map<number, Shown>, people: readonly TruePerson[], found: readonly FoundBox[]): void {
  const matches = pairsOf(people, found);
  const personOf = new Map(matches.map(({ row, column }) => [found[column]!.trackletId, people[row]!]));
  const hidden = people.filter(
    (person, row) => !isCounted(person) && matches.every((match) => match.row !== row),
  );
  for (const { trackletId, boxPx } of found) {
    const person = personOf.get(trackletId) ?? hidden.find((one) => liesOn(boxPx, one));
    const of = shown.get(trackletId) ?? {
      framesOf: new Map<number, number>(),
      countedFrames: 0,
      fitsOf: new Map<number, number>(),
    };
    for (const one of people) {
      if (isSeen(one) && boxIou(one.boxPx, boxPx) >= MIN_IOU)
        of.fitsOf.set(one.id, (of.fitsOf.get(one.id) ?? 0) + 1);
    }
    const id = person?.id ?? 0;
    of.framesOf.set(id, (of.framesOf.get(id) ?? 0) + 1);
    if (person && isCounted(person)) of.countedFrames++;
    shown.set(trackletId, of);
  }
}

/** Who is in most boxes of a tracklet, alone or not. */
function inMostBoxes(shown: Shown | undefined): number[] {
  const most = framesIn(shown) / 2;
  return [...(shown?.fitsOf ?? [])].flatMap(([person, count]) => (count > most ? [person] : []));
}

const framesIn = (shown: Shown | undefined): number =>
  [...(shown?.framesOf.values() ?? [])].reduce((sum, count) => sum + count, 0);

function majority(shown: Shown | undefined): number | null {
  const all = [...(shown?.framesOf ?? [])];
  const total = framesIn(shown);
  const [person, count] = all.toSorted((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return person !== 0 && count > total / 2 ? person : null;
}

/** Whoever is small or half hidden may be found or not: boxes on them are no mistakes. */
function withoutUncounted(
  found: readonly FoundBox[],
  counted: readonly TruePerson[],
  people: readonly TruePerson[],
): FoundBox[] {
  const hits = new Set(pairsOf(counted, found).map(({ column }) => column));
  const uncounted = people.filter((person) => !isCounted(person));
  return found.filter(
    ({ boxPx }, index) => hits.has(index) || !uncounted.some((person) => liesOn(boxPx, person)),
  );
}

const liesOn = (boxPx: BoxPx, person: TruePerson): boolean => coveredFraction(boxPx, person.boxPx) >= MIN_IOU;

function pairsOf(people: readonly TruePerson[], found: readonly FoundBox[]) {
  const costs = people.flatMap(({ boxPx }) => found.map((box) => 1 - boxIou(boxPx, box.boxPx)));
  const matrix = { rows: people.length, columns: found.length, costs: Float64Array.from(costs) };
  return solveAssignment(matrix, 1 - MIN_IOU).pairs;
}

/** Scores want ids to be unique within a frame: a journey that is in one picture twice keeps its first box. */
function onePerJourney(found: readonly FoundBox[]) {
  const first = new Map<number, FoundBox>();
  for (const box of found) if (!first.has(box.journeyId)) first.set(box.journeyId, box);
  return [...first.values()].map(({ journeyId, boxPx }) => ({ id: journeyId, boxPx }));
}

/** Tracklet ids are made of recording, chunk and ordinal, so far apart; the scores of one camera need small ones. */
function compactIds(frames: readonly FramePair[]): FramePair[] {
  const index = new Map<number, number>();
  return frames.map(({ truth, output }) => ({
    truth,
    output: output.map(({ id, boxPx }) => {
      const known = index.get(id) ?? index.size;
      index.set(id, known);
      return { id: known, boxPx };
    }),
  }));
}
