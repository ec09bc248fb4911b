import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CirclePause } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Job, QueueState } from '#shared/contract/jobs.ts';
import { orpc } from '../api/index.ts';
import { formatDuration, formatPercent, formatPlural } from '../lib/format.ts';
import { hrefOf } from '../lib/router.ts';
import { Progress, Spinner } from '../ui/index.ts';

/** Unfinished jobs come first, so that a few are enough to find one that runs. */
const peekedJobs = 8;

/** What the host is working on, always in sight; leads to Analysis. */
export function JobIndicator() {
  const { data } = useQuery(orpc.jobs.list.queryOptions({ input: { limit: peekedJobs } }));
  if (data === undefined) return null;
  const { queue, jobs } = data;
  const { icon, title, detail } = describeQueue(queue, jobs);
  const isWorking = queue.counts.running + queue.counts.queued > 0;
  return (
    <a
      href={hrefOf('analysis')}
      aria-label={`Jobs: ${title}`}
      className="mx-2 mb-2 flex flex-col gap-1.5 rounded-md px-2 py-2 text-xs hover:bg-hover"
    >
      <span className="flex items-center gap-2 font-medium text-ink-2 [&_svg]:size-4 [&_svg]:shrink-0">
        {icon}
        <span className="truncate">{title}</span>
      </span>
      {isWorking && (
        <Progress label="All jobs" value={queue.progress} tone={queue.isPaused ? 'warning' : 'accent'} />
      )}
      {detail !== null && <span className="truncate text-ink-3">{detail}</span>}
    </a>
  );
}

function describeQueue(
  queue: QueueState,
  jobs: readonly Job[],
): { icon: ReactNode; title: string; detail: string | null } {
  const { counts } = queue;
  const waiting = counts.running + counts.queued;
  const broken = counts.failed + counts.quarantined;
  if (waiting > 0 && queue.isPaused) {
    return {
      icon: <CirclePause className="text-warning" />,
      title: 'Paused',
      detail: `${formatPlural(waiting, 'job')} waiting`,
    };
  }
  if (waiting > 0) {
    const running = jobs.find((job) => job.status === 'running');
    const eta = queue.etaMs === null ? '' : ` · ${formatDuration(queue.etaMs)} left`;
    return {
      icon: <Spinner className="text-accent" />,
      title: running?.title ?? `${formatPlural(waiting, 'job')} queued`,
      detail: `${formatPercent(queue.progress)}${eta}`,
    };
  }
  if (broken > 0) {
    return {
      icon: <CircleAlert className="text-danger" />,
      title: `${formatPlural(broken, 'job')} failed`,
      detail: null,
    };
  }
  return { icon: <CircleCheck className="text-success" />, title: 'No work waiting', detail: null };
}
