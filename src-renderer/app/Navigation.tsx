import clsx from 'clsx';
import type { StudySummary } from '#shared/contract/studies.ts';
import { formatDuration } from '../lib/format.ts';
import { hrefOf, type ViewName } from '../lib/router.ts';
import { Tooltip } from '../ui/index.ts';
import { JobIndicator } from './JobIndicator.tsx';
import { Logo } from './Logo.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { type ViewEntry, views } from './views.ts';

export function Navigation({ study, view }: { study: StudySummary | null; view: ViewName }) {
  const main = views.filter((entry) => entry.name !== 'settings');
  const settings = views.filter((entry) => entry.name === 'settings');
  return (
    <nav aria-label="Main" className="flex w-54 shrink-0 flex-col border-r border-line bg-surface">
      <div className="flex h-14 items-center gap-2.5 px-4">
        <Logo className="size-7" />
        <span className="text-base font-semibold tracking-tight">Wandr</span>
      </div>
      <StudyLine study={study} />
      <ul className="flex flex-col gap-0.5 p-2">
        {main.map((entry) => (
          <NavigationItem
            key={entry.name}
            entry={entry}
            isCurrent={entry.name === view}
            isDimmed={entry.needsStudy && study === null}
          />
        ))}
      </ul>
      <div className="flex-1" />
      {study !== null && <JobIndicator />}
      <div className="flex items-center gap-0.5 border-t border-line p-2">
        <ul className="flex-1">
          {settings.map((entry) => (
            <NavigationItem key={entry.name} entry={entry} isCurrent={entry.name === view} isDimmed={false} />
          ))}
        </ul>
        <ThemeMenu />
      </div>
    </nav>
  );
}

function StudyLine({ study }: { study: StudySummary | null }) {
  return (
    <a
      href={hrefOf('studies')}
      aria-label={study === null ? 'No study is open' : `Open study: ${study.name}`}
      className="mx-2 flex flex-col rounded-md border border-line bg-canvas px-3 py-1.5 hover:bg-hover"
    >
      <span className="truncate font-medium">{study === null ? 'No study open' : study.name}</span>
      <span className="truncate text-xs text-ink-3">{studyLine(study)}</span>
    </a>
  );
}

function studyLine(study: StudySummary | null): string {
  if (study === null) return 'Open or create one';
  return study.observedMs === 0 ? 'No accepted footage yet' : `${formatDuration(study.observedMs)} observed`;
}

function NavigationItem({
  entry,
  isCurrent,
  isDimmed,
}: {
  entry: ViewEntry;
  isCurrent: boolean;
  isDimmed: boolean;
}) {
  const Icon = entry.icon;
  return (
    <li>
      <Tooltip content={entry.title} shortcut={`G ${entry.key.toUpperCase()}`} side="right">
        <a
          href={hrefOf(entry.name)}
          aria-current={isCurrent ? 'page' : undefined}
          className={clsx(
            'flex h-8 items-center gap-2.5 rounded-md px-2 font-medium transition-colors',
            isCurrent ? 'bg-accent-soft text-accent-ink' : 'hover:bg-hover hover:text-ink',
            !isCurrent && (isDimmed ? 'text-ink-3' : 'text-ink-2'),
          )}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          {entry.title}
        </a>
      </Tooltip>
    </li>
  );
}
