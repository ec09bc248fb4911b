import type { VisitorEstimate } from '#shared/contract/journeys.ts';
import type { Comparison } from './compare.ts';
import type { SampleScore } from './scores.ts';
import type { OutputTracklet, StudyOutput } from './study-output.ts';

/** Tracklets of the journeys that somebody who knows the staff would mark: most of what they show is staff. */
export function staffTracklets(
  { tracklets }: Pick<Comparison, 'tracklets'>,
  { recordings }: Pick<StudyOutput, 'recordings'>,
  staff: ReadonlySet<number>,
): number[] {
  const personOf = new Map(tracklets.map(({ id, person }) => [id, person]));
  const found = recordings.flatMap((recording) => recording.tracklets);
  const isOfStaff = (own: readonly OutputTracklet[]): boolean => {
    const shown = own.map(({ id }) => personOf.get(id) ?? null).filter((person) => person !== null);
    return shown.filter((person) => staff.has(person)).length * 2 > shown.length;
  };
  return [...Map.groupBy(found, ({ journeyId }) => journeyId).values()]
    .filter(isOfStaff)
    .flatMap((own) => own.map(({ id }) => id));
}

/** Judges the number of unique visitors that a study states after its staff were marked; nothing where it states none. */
export function visitorScores(
  estimate: VisitorEstimate | null,
  { people }: Pick<Comparison, 'people'>,
  staff: ReadonlySet<number>,
): SampleScore[] {
  if (!estimate) return [];
  const visitors = [...people].filter((id) => !staff.has(id)).length;
  const { expected, from, to } = estimate;
  return [
    { key: 'trueVisitors', name: 'visitors in the footage', value: visitors, digits: 0 },
    { key: 'visitorsEstimate', name: 'unique visitors, staff marked: expected', value: expected, digits: 1 },
    { key: 'visitorsFrom', name: 'the same, nine times in ten at least', value: from, digits: 1 },
    { key: 'visitorsTo', name: 'the same, nine times in ten at most', value: to, digits: 1 },
    {
      key: 'visitorsError',
      name: 'the same, error of the number',
      value: (expected - visitors) / visitors,
      digits: 3,
    },
  ];
}
