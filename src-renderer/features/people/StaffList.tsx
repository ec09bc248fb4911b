import { IdCard, UserRoundCheck, UserRoundX } from 'lucide-react';
import type { Person, StaffProposal } from '#shared/contract/people.ts';
import { useStudy } from '../../api/index.ts';
import { formatPlural } from '../../lib/format.ts';
import { Button, Card, EmptyState } from '../../ui/index.ts';
import { PersonTiles } from './PersonTiles.tsx';
import { staffReason } from './reasons.ts';
import { usePeopleActions } from './use-people.ts';

export interface StaffListProps {
  proposals: readonly StaffProposal[];
  staff: readonly Person[];
}

/** Looks that are there all day, to be accepted or not, and who is staff already. */
export function StaffList({ proposals, staff }: StaffListProps) {
  const { timeZone } = useStudy();
  const { setRole } = usePeopleActions();
  if (proposals.length === 0 && staff.length === 0) {
    return (
      <EmptyState icon={<IdCard />} title="Nobody looks like staff">
        A look that is seen again and again over an hour or more is proposed here, for you to decide.
      </EmptyState>
    );
  }
  const idsOf = (people: readonly Person[]) => people.flatMap(({ trackletIds }) => trackletIds);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-6">
      {proposals.map((proposal, index) => (
        <Card
          key={proposal.people[0]?.journeyId ?? index}
          title={`Staff? Look ${index + 1}`}
          actions={
            <>
              <Button
                variant="primary"
                icon={<UserRoundCheck aria-hidden />}
                disabled={setRole.isPending}
                onClick={() => setRole.mutate({ trackletIds: idsOf(proposal.people), role: 'staff' })}
              >
                Accept as staff
              </Button>
              <Button
                icon={<UserRoundX aria-hidden />}
                disabled={setRole.isPending}
                onClick={() => setRole.mutate({ trackletIds: idsOf(proposal.people), role: 'visitor' })}
              >
                No, visitors
              </Button>
            </>
          }
        >
          <p className="mb-3 text-ink-2">{staffReason(proposal, timeZone)}</p>
          <PersonTiles
            people={proposal.people}
            actions={(person) => <VisitorButton label="A visitor" person={person} setRole={setRole} />}
          />
        </Card>
      ))}
      {staff.length > 0 && (
        <Card
          title={`Staff: ${formatPlural(staff.length, 'journey')}`}
          actions={
            <Button
              disabled={setRole.isPending}
              onClick={() => setRole.mutate({ trackletIds: idsOf(staff), role: null })}
            >
              Take back all
            </Button>
          }
        >
          <p className="mb-3 text-ink-2">Left out of the counts of visitors, of footfall and of groups.</p>
          <PersonTiles
            people={staff}
            actions={(person) => <VisitorButton label="Not staff" person={person} setRole={setRole} />}
          />
        </Card>
      )}
    </div>
  );
}

/** Says of one journey that it is of a visitor. */
function VisitorButton({
  label,
  person,
  setRole,
}: {
  label: string;
  person: Person;
  setRole: ReturnType<typeof usePeopleActions>['setRole'];
}) {
  return (
    <Button
      size="sm"
      variant="ghost"
      className="mt-1 w-full"
      aria-label={`${label}: ${person.label}`}
      disabled={setRole.isPending}
      onClick={() => setRole.mutate({ trackletIds: person.trackletIds, role: 'visitor' })}
    >
      {label}
    </Button>
  );
}
