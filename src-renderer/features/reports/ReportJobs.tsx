import { useMutation, useQuery } from '@tanstack/react-query';
import { orpc } from '../../api/index.ts';
import { Button, ErrorNotice, Progress, toast } from '../../ui/index.ts';

/** Reports are few and recent; this many jobs hold all that matter. */
const peekedJobs = 50;

/** Reports in the making, and the failure of the one that was just asked for. */
export function ReportJobs({ startedJobId }: { startedJobId: number | null }) {
  const { data } = useQuery(orpc.jobs.list.queryOptions({ input: { limit: peekedJobs } }));
  const { mutate: cancel } = useMutation(orpc.jobs.cancel.mutationOptions({ onError: toast.error }));
  const reports = data?.jobs.filter((job) => job.type === 'report') ?? [];
  const unfinished = reports.filter((job) => job.status === 'running' || job.status === 'queued');
  const failed = reports.find(
    (job) => job.id === startedJobId && (job.status === 'failed' || job.status === 'quarantined'),
  );
  return (
    <>
      {unfinished.map((job) => (
        <div key={job.id} className="flex items-center gap-4">
          <span className="shrink-0 font-medium">{job.title}</span>
          <Progress
            label={`Progress of ${job.title}`}
            value={job.progress > 0 ? job.progress : null}
            className="flex-1"
          />
          <span className="w-32 truncate text-xs text-ink-3">{job.phase ?? 'Waiting'}</span>
          <Button size="sm" onClick={() => cancel({ jobIds: [job.id] })}>
            Cancel
          </Button>
        </div>
      ))}
      {failed?.error != null && <ErrorNotice error={failed.error} />}
    </>
  );
}
