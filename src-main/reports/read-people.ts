import type { VisitorGroup } from '../core/people/types.ts';
import { readPeople } from '../store/read-people.ts';
import { studyGroups } from '../store/study-groups.ts';
import type { ReadonlyStudyDb } from '../store/study-store.ts';
import type { ReportGroup, ReportJourney } from './report-model.ts';

/** Who is staff, and who came together, by the ids of journeys. */
export interface ReportPeople {
  readonly staffIds: ReadonlySet<number>;
  readonly groups: readonly VisitorGroup[];
  readonly groupLabels: ReadonlyMap<number, string>;
}

export function readReportPeople(db: ReadonlyStudyDb): ReportPeople {
  const people = readPeople(db);
  const groups = studyGroups(db, people);
  return {
    staffIds: new Set([...people.roles].filter(([, role]) => role === 'staff').map(([id]) => id)),
    groups,
    groupLabels: new Map(groups.flatMap(({ journeyIds }, at) => journeyIds.map((id) => [id, labelOf(at)]))),
  };
}

/** The groups as the report tells them. */
export function reportGroups(journeys: readonly ReportJourney[], { groups }: ReportPeople): ReportGroup[] {
  const membersOf = Map.groupBy(journeys, ({ groupLabel }) => groupLabel);
  return groups.flatMap(({ confidence, sharedStops }, at) => {
    const label = labelOf(at);
    const members = membersOf.get(label);
    if (!members) return [];
    return [
      {
        label,
        members: members.map((member) => member.label),
        startUtcMs: Math.min(...members.map((member) => member.startUtcMs)),
        endUtcMs: Math.max(...members.map((member) => member.endUtcMs)),
        sharedStops,
        confidence,
      },
    ];
  });
}

function labelOf(index: number): string {
  return `G${String(index + 1).padStart(3, '0')}`;
}
