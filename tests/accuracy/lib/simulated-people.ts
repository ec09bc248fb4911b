import { linkTracklets } from '../../../src-main/core/linking/link-tracklets.ts';
import { findGroups } from '../../../src-main/core/people/find-groups.ts';
import { proposeStaff } from '../../../src-main/core/people/propose-staff.ts';
import type { PersonJourney } from '../../../src-main/core/people/types.ts';
import { EMBEDDING_LENGTH, modelledAppearance } from '../../../tools/simulator/appearance.ts';
import type { SimulationSettings } from '../../../tools/simulator/settings.ts';
import { type SimulatedStudy, simulate } from '../../../tools/simulator/simulate.ts';
import { linkInputOf } from './simulated-links.ts';

/** Counts that add up over studies. */
export interface PeopleCounts {
  /** Tracklets of journeys that were proposed as staff, those of staff among them, and those of all staff. */
  staffProposed: number;
  staffFound: number;
  staffTotal: number;
  /** Pairs of people in one group, those who came together among them, and all who came together. */
  pairsFormed: number;
  pairsFound: number;
  pairsTotal: number;
}

/** Links a simulated mall, looks for staff and groups in what linking made of it, and compares with the truth. */
export function scorePeople(settings: SimulationSettings, signal: AbortSignal): PeopleCounts {
  const people = settings.visitors + settings.staff;
  const study = simulate(settings, modelledAppearance(settings.seed, people, settings.cameras));
  const journeys = journeysOf(study, signal);
  const personOf = new Map(journeys.map((journey) => [journey.id, mainPerson(journey, study)]));
  const isStaff = (person: number): boolean => person >= settings.visitors;
  const counts: PeopleCounts = {
    staffProposed: 0,
    staffFound: 0,
    staffTotal: study.person.filter(isStaff).length,
    pairsFormed: 0,
    pairsFound: 0,
    pairsTotal: 0,
  };
  const proposed = new Set(proposeStaff(journeys).flatMap(({ journeyIds }) => journeyIds));
  for (const { id, stops } of journeys) {
    if (!proposed.has(id)) continue;
    counts.staffProposed += stops.length;
    counts.staffFound += stops.filter(({ trackletId }) => isStaff(study.person[trackletId - 1]!)).length;
  }
  // As in the application, where staff are out of the groups once they are accepted.
  const visitors = journeys.filter(({ id }) => !isStaff(personOf.get(id)!));
  const formed = new Set<string>();
  for (const { journeyIds } of findGroups(visitors)) {
    for (const pair of pairsOf(journeyIds.map((id) => personOf.get(id)!))) formed.add(pair);
  }
  const seen = new Set(study.person);
  const truth = [...seen].filter((person) => !isStaff(person));
  const together = new Set(
    [...Map.groupBy(truth, (person) => study.groupOfPerson[person]!).values()].flatMap(pairsOf),
  );
  counts.pairsFormed = formed.size;
  counts.pairsFound = [...formed].filter((pair) => together.has(pair)).length;
  counts.pairsTotal = together.size;
  return counts;
}

function journeysOf(study: SimulatedStudy, signal: AbortSignal): PersonJourney[] {
  const steps = linkTracklets(linkInputOf(study));
  for (;;) {
    signal.throwIfAborted();
    const step = steps.next();
    if (!step.done) continue;
    return step.value.journeys.map(({ trackletIds }, index) => ({
      id: index + 1,
      stops: trackletIds.map((trackletId) => ({
        trackletId,
        cameraId: study.camera[trackletId - 1]!,
        startUtcMs: study.startUtcMs[trackletId - 1]!,
        endUtcMs: study.endUtcMs[trackletId - 1]!,
        vector: study.embeddings.subarray((trackletId - 1) * EMBEDDING_LENGTH, trackletId * EMBEDDING_LENGTH),
      })),
    }));
  }
}

/** Who most of a journey's tracklets show; of equals the first. */
function mainPerson({ stops }: PersonJourney, study: SimulatedStudy): number {
  const shares = Map.groupBy(stops, ({ trackletId }) => study.person[trackletId - 1]!);
  return [...shares].reduce((best, entry) => (entry[1].length > best[1].length ? entry : best))[0];
}

function pairsOf(people: readonly number[]): string[] {
  const different = [...new Set(people)].sort((a, b) => a - b);
  return different.flatMap((first, at) => different.slice(at + 1).map((second) => `${first}/${second}`));
}
