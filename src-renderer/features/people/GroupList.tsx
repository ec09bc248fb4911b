import { useVirtualizer } from '@tanstack/react-virtual';
import { BadgeCheck, UsersRound } from 'lucide-react';
import { useRef } from 'react';
import type { VisitorGroup } from '#shared/contract/people.ts';
import { useStudy } from '../../api/index.ts';
import { formatInstant, formatPercent, formatPlural } from '../../lib/format.ts';
import { Badge, Button, EmptyState } from '../../ui/index.ts';
import { PersonTiles } from './PersonTiles.tsx';
import { usePeopleActions } from './use-people.ts';

const ROW_PX = 236;

/** Visitors who enter and leave views together. */
export function GroupList({ groups }: { groups: readonly VisitorGroup[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: groups.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 3,
  });
  if (groups.length === 0) {
    return (
      <EmptyState icon={<UsersRound />} title="Everybody came alone">
        Visitors who enter and leave several views within seconds of each other are shown here as a group.
      </EmptyState>
    );
  }
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-6 py-4">
      <ul aria-label="Groups" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((row) => {
          const group = groups[row.index];
          return (
            group && (
              <li
                key={group.people[0]!.journeyId}
                className="absolute inset-x-0 top-0 pb-3"
                style={{ height: row.size, transform: `translateY(${row.start}px)` }}
              >
                <GroupCard group={group} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function GroupCard({ group }: { group: VisitorGroup }) {
  const { timeZone } = useStudy();
  const { judgeGroup } = usePeopleActions();
  const trackletIds = group.people.map(({ trackletId }) => trackletId);
  const startUtcMs = Math.min(...group.people.map((person) => person.startUtcMs));
  return (
    <article
      aria-label={`Group ${group.label}`}
      className="flex h-full flex-col gap-2 overflow-hidden rounded-lg border border-line bg-surface p-3 shadow-low"
    >
      <header className="flex items-center gap-2">
        <h3 className="font-semibold">{group.label}</h3>
        <span className="text-xs text-ink-2">
          {formatPlural(group.people.length, 'visitor')} · from {formatInstant(startUtcMs, timeZone, 'time')}
          {group.sharedStops > 0 && ` · together at ${formatPlural(group.sharedStops, 'stop')}`}
        </span>
        <span className="flex-1" />
        {group.isConfirmed ? (
          <Badge tone="success" icon={<BadgeCheck aria-hidden />}>
            Confirmed
          </Badge>
        ) : (
          <Badge tone="warning">{formatPercent(group.confidence)} likely</Badge>
        )}
        {!group.isConfirmed && (
          <Button
            size="sm"
            disabled={judgeGroup.isPending}
            onClick={() => judgeGroup.mutate({ trackletIds, areTogether: true })}
          >
            Confirm
          </Button>
        )}
        <Button
          size="sm"
          disabled={judgeGroup.isPending}
          onClick={() => judgeGroup.mutate({ trackletIds, areTogether: false })}
        >
          Not together
        </Button>
      </header>
      <PersonTiles people={group.people} />
    </article>
  );
}
