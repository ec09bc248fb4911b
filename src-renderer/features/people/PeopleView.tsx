/** The People view: who is staff, and who came together. Nothing counts as staff until somebody says so. */
import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import type { People } from '#shared/contract/people.ts';
import { formatPlural } from '../../lib/format.ts';
import { hrefOf } from '../../lib/router.ts';
import { EmptyState, ErrorNotice, Spinner, Tabs, ViewHeader } from '../../ui/index.ts';
import { GroupList } from './GroupList.tsx';
import { StaffList } from './StaffList.tsx';
import { usePeople } from './use-people.ts';

type Tab = 'staff' | 'groups';

export function PeopleView() {
  const people = usePeople();
  const [tab, setTab] = useState<Tab>('staff');
  const { data } = people;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ViewHeader title="People" description={data ? countLine(data) : 'Staff, and who came together'} />
      {people.isError ? (
        <ErrorNotice error={people.error} className="m-4" />
      ) : !data ? (
        <Spinner label="Looking for staff and groups…" className="m-4" />
      ) : data.visitorCount + data.staff.length === 0 ? (
        <EmptyState icon={<UsersRound />} title="No journeys yet">
          Staff and groups are found among journeys. Start the{' '}
          <a href={hrefOf('analysis')} className="font-medium text-accent-ink underline underline-offset-2">
            analysis
          </a>
          ; linking follows by itself.
        </EmptyState>
      ) : (
        <Tabs<Tab>
          label="What to show"
          value={tab}
          onValueChange={setTab}
          items={[
            {
              id: 'staff',
              label: 'Staff',
              count: data.proposals.length,
              content: <StaffList proposals={data.proposals} staff={data.staff} />,
            },
            {
              id: 'groups',
              label: 'Groups',
              count: data.groups.length,
              content: <GroupList groups={data.groups} />,
            },
          ]}
        />
      )}
    </div>
  );
}

function countLine({ visitorCount, staff, groups, aloneCount }: People): string {
  const parties = formatPlural(groups.length + aloneCount, 'party', 'parties');
  const visitors = `${formatPlural(visitorCount, 'journey')} of visitors in ${parties}`;
  return staff.length === 0 ? visitors : `${visitors} · ${staff.length} of staff left out`;
}
