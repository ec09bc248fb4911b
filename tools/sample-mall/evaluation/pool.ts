import type { Comparison } from './compare.ts';
import type { StudyOutput } from './study-output.ts';

/** What `sampleScores` judges of a mall. */
export interface JudgedMall {
  readonly comparison: Comparison;
  readonly output: Pick<StudyOutput, 'links' | 'continuations' | 'journeys'>;
}

/**
 * Several malls as one that has the cameras of all: their boxes, steps and links count together. A small mall has some
 * fifty links, so that one or two of them decide about its precision and its calibration error.
 */
export function pool(malls: readonly JudgedMall[]): JudgedMall {
  const person = renumbering();
  const tracklet = renumbering();
  const journey = renumbering();
  const parts = malls.map(({ comparison, output }, mall) => {
    const personOf = (id: number) => person(mall, id);
    const trackletOf = (id: number) => tracklet(mall, id);
    const pair = <P extends { readonly fromTrackletId: number; readonly toTrackletId: number }>(
      one: P,
    ): P => ({
      ...one,
      fromTrackletId: trackletOf(one.fromTrackletId),
      toTrackletId: trackletOf(one.toTrackletId),
    });
    return {
      // Numbered in each camera alone.
      byTracklet: comparison.byTracklet,
      byJourney: comparison.byJourney.map((frames) =>
        frames.map(({ truth, output: found }) => ({
          truth: truth.map((box) => ({ ...box, id: personOf(box.id) })),
          output: found.map((box) => ({ ...box, id: journey(mall, box.id) })),
        })),
      ),
      tracklets: comparison.tracklets.map((one) => ({
        ...one,
        id: trackletOf(one.id),
        person: one.person === null ? null : personOf(one.person),
        alsoShows: (one.alsoShows ?? []).map(personOf),
      })),
      people: [...comparison.people].map(personOf),
      links: output.links.map(pair),
      continuations: output.continuations.map(pair),
      journeys: output.journeys.map((ids) => ids.map(trackletOf)),
    };
  });
  return {
    comparison: {
      byTracklet: parts.flatMap(({ byTracklet }) => byTracklet),
      byJourney: parts.flatMap(({ byJourney }) => byJourney),
      tracklets: parts.flatMap(({ tracklets }) => tracklets),
      people: new Set(parts.flatMap(({ people }) => people)),
    },
    output: {
      links: parts.flatMap(({ links }) => links),
      continuations: parts.flatMap(({ continuations }) => continuations),
      journeys: parts.flatMap(({ journeys }) => journeys),
    },
  };
}

/** Numbers from 1 on; one number means another in each mall. */
function renumbering(): (mall: number, id: number) => number {
  const numbers = new Map<string, number>();
  return (mall, id) => {
    const key = `${mall}/${id}`;
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  };
}
