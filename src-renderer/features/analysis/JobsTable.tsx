import { useMutation } from '@tanstack/react-query';
import { RotateCcw, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Job, JobStatus } from '#shared/contract/jobs.ts';
import { orpc } from '../../api/index.ts';
import { formatDuration, formatPercent } from '../../lib/format.ts';
import { Badge, type Column, DataTable, IconButton, Progress, type Tone, toast } from '../../ui/index.ts';

const statusTone: Record<JobStatus, Tone> = {
  queued: 'neutral',
  running: 'accent',
  done: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  quarantined: 'danger',
};

const statusName: Record<JobStatus, string> = {
  queued: 'Queued',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  quarantined: 'Quarantined',
};

function canCancel({ status }: Job): boolean {
  return status === 'queued' || status === 'running';
}

function canRetry({ status }: Job): boolean {
  return status === 'failed' || status === 'cancelled' || status === 'quarantined';
}

/** Every job, unfinished ones first. */
export function JobsTable({ jobs }: { jobs: readonly Job[] }) {
  const { mutate: cancel } = useMutation(orpc.jobs.cancel.mutationOptions({ onError: toast.error }));
  const { mutate: retry } = useMutation(orpc.jobs.retry.mutationOptions({ onError: toast.error }));
  const columns = useMemo(
    (): Column<Job>[] => [
      {
        id: 'title',
        header: 'Job',
        width: 'minmax(296px, 4fr)',
        sortBy: (job) => job.title,
        cell: (job) => (
          <span className="block truncate font-medium" title={job.title}>
            {job.title}
          </span>
        ),
      },
      {
        id: 'status',
        header: 'Status',
        width: '112px',
        sortBy: (job) => job.status,
        cell: (job) => <Badge tone={statusTone[job.status]}>{statusName[job.status]}</Badge>,
      },
      {
        id: 'progress',
        header: 'Progress',
        width: 'minmax(240px, 3fr)',
        cell: (job) => <ProgressCell job={job} />,
      },
      {
        id: 'speed',
        header: 'Speed',
        width: '88px',
        align: 'end',
        sortBy: (job) => job.speedXRealtime,
        cell: (job) => (job.speedXRealtime === null ? '' : `${job.speedXRealtime.toFixed(1)} ×`),
      },
      {
        id: 'time',
        header: 'Time',
        width: '112px',
        align: 'end',
        cell: (job) => <span className="text-ink-2">{timeText(job)}</span>,
      },
      {
        id: 'actions',
        header: 'Actions',
        isHeaderHidden: true,
        width: '52px',
        align: 'end',
        cell: (job) => (
          <>
            {canCancel(job) && (
              <IconButton
                size="sm"
                label={`Cancel ${job.title}`}
                icon={<X />}
                onClick={() => cancel({ jobIds: [job.id] })}
              />
            )}
            {canRetry(job) && (
              <IconButton
                size="sm"
                label={`Retry ${job.title}`}
                icon={<RotateCcw />}
                onClick={() => retry({ jobIds: [job.id] })}
              />
            )}
          </>
        ),
      },
    ],
    [cancel, retry],
  );
  return (
    <div className="flex min-h-40 flex-1 overflow-hidden rounded-lg border border-line bg-surface shadow-low">
      <DataTable
        label="Jobs"
        rows={jobs}
        columns={columns}
        rowKey={(job) => job.id}
        rowHeightPx={48}
        isRowDimmed={(job) => job.status === 'cancelled'}
        minWidthPx={900}
      />
    </div>
  );
}

function ProgressCell({ job }: { job: Job }) {
  if (job.error !== null && canRetry(job)) {
    return (
      <span title={`${job.error.message} ${job.error.hint}`} data-selectable>
        <span className="block truncate text-danger-ink">{job.error.message}</span>
        <span className="block truncate text-xs leading-4 text-ink-3">{job.error.hint}</span>
      </span>
    );
  }
  if (job.status === 'running') {
    return (
      <span className="flex items-center gap-3">
        <Progress label={`Progress of ${job.title}`} value={job.progress} className="max-w-24" />
        <span className="w-10 shrink-0 text-right text-xs">{formatPercent(job.progress)}</span>
        {job.phase !== job.type && (
          <span className="truncate text-xs text-ink-3" title={job.phase ?? undefined}>
            {job.phase}
          </span>
        )}
      </span>
    );
  }
  return (
    <span className="block truncate text-ink-2" title={job.summary ?? undefined}>
      {job.summary}
    </span>
  );
}

function timeText(job: Job): string {
  if (job.status === 'running') return job.etaMs === null ? '' : `${formatDuration(job.etaMs)} left`;
  if (job.startedUtcMs === null || job.finishedUtcMs === null) return '';
  return formatDuration(job.finishedUtcMs - job.startedUtcMs);
}
