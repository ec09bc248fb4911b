import { proposeStaff } from '../../core/people/propose-staff.ts';
import { openReadOnly } from '../../store/open-study.ts';
import { readPeople } from '../../store/read-people.ts';
import { studyGroups } from '../../store/study-groups.ts';
import type { TaskRunner } from '../tasks.ts';

/** Looks for staff and groups among the journeys. Who was judged already is proposed no more. */
export const people: TaskRunner<'people'> = ({ databasePath }, { signal }) => {
  using study = openReadOnly(databasePath);
  // Verdicts, and the paths of whom they may concern, belong to the journeys as they were read.
  using _snapshot = study.snapshot();
  const read = readPeople(study.db);
  signal.throwIfAborted();
  const { journeys, roles, judgedPairs } = read;
  const observed = [...read.observed.values()].flat();
  const proposals = proposeStaff(
    journeys.filter(({ id }) => !roles.has(id)),
    { observed },
  );
  signal.throwIfAborted();
  const confirmed = new Set(
    judgedPairs.flatMap((pair) => (pair.areTogether ? [pair.firstJourneyId, pair.secondJourneyId] : [])),
  );
  const staffIds = journeys.filter(({ id }) => roles.get(id) === 'staff').map(({ id }) => id);
  const trackletOf = new Map(journeys.map(({ id, stops }) => [id, stops[0]!.trackletId]));
  const trackletIds = (ids: readonly number[]): number[] => ids.map((id) => trackletOf.get(id)!);
  return Promise.resolve({
    kind: 'people',
    visitorCount: journeys.length - staffIds.length,
    staff: trackletIds(staffIds),
    proposals: proposals.map(({ journeyIds, ...proposal }) => ({
      ...proposal,
      startUtcMs: Math.round(proposal.startUtcMs),
      endUtcMs: Math.round(proposal.endUtcMs),
      trackletIds: trackletIds(journeyIds),
    })),
    groups: studyGroups(study.db, read).map(({ journeyIds, ...group }) => ({
      ...group,
      trackletIds: trackletIds(journeyIds),
      isConfirmed: journeyIds.every((id) => confirmed.has(id)),
    })),
  });
};
