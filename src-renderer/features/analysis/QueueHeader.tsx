import { useMutation } from '@tanstack/react-query';
import { CircleX, Pause, Play, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { Job, QueueState } from '#shared/contract/jobs.ts';
import { orpc } from '../../api/index.ts';
import { formatCount, formatDuration, formatPercent, formatPlural } from '../../lib/format.ts';
import { Badge, Button, ConfirmDialog, ErrorNotice, Progress, toast } from '../../ui/index.ts';

/** The queue as a whole: how far it is, how fast, and what to do with it. */
export function QueueHeader({ queue, jobs }: { queue: QueueState; jobs: readonly Job[] }) {
  const [isCancelling, setIsCancelling] = useState(false);
  const pause = useMutation(orpc.jobs.pause.mutationOptions({ onError: toast.error }));
  const resume = useMutation(orpc.jobs.resume.mutationOptions({ onError: toast.error }));
  const retry = useMutation(orpc.jobs.retry.mutationOptions({ onError: toast.error }));
  const cancel = useMutation(orpc.jobs.cancel.mutationOptions({ onSuccess: () => setIsCancelling(false) }));
  const { counts } = queue;
  const unfinished = counts.running + counts.queued;
  const broken = counts.failed + counts.quarantined;
  const speed = jobs
    .filter((job) => job.status === 'running')
    .reduce((sum, job) => sum + (job.speedXRealtime ?? 0), 0);

  return (
    <section aria-label="Queue" className="flex shrink-0 flex-col gap-2">
      <div className="flex items-center gap-2">
        <h2 className="text-sm font-semibold">Jobs</h2>
        {counts.running > 0 && <Badge tone="accent">{formatCount(counts.running)} running</Badge>}
        {counts.queued > 0 && <Badge>{formatCount(counts.queued)} queued</Badge>}
        {counts.done > 0 && <Badge tone="success">{formatCount(counts.done)} done</Badge>}
        {broken > 0 && <Badge tone="danger">{formatCount(broken)} failed</Badge>}
        {queue.isPaused && <Badge tone="warning">Paused</Badge>}
        <div className="flex-1" />
        {broken > 0 && (
          <Button size="sm" icon={<RotateCcw />} isBusy={retry.isPending} onClick={() => retry.mutate({})}>
            Retry failed
          </Button>
        )}
        {unfinished > 0 && (
          <Button size="sm" icon={<CircleX />} onClick={() => setIsCancelling(true)}>
            Cancel all…
          </Button>
        )}
        {queue.isPaused ? (
          <Button size="sm" icon={<Play />} isBusy={resume.isPending} onClick={() => resume.mutate({})}>
            Resume
          </Button>
        ) : (
          unfinished > 0 && (
            <Button size="sm" icon={<Pause />} isBusy={pause.isPending} onClick={() => pause.mutate({})}>
              Pause
            </Button>
          )
        )}
      </div>
      {queue.pausedBecause !== null && <ErrorNotice error={queue.pausedBecause} />}
      {unfinished > 0 && (
        <div className="flex items-center gap-4">
          <Progress
            label="All unfinished jobs"
            value={queue.progress}
            tone={queue.isPaused ? 'warning' : 'accent'}
            className="flex-1"
          />
          <p className="flex shrink-0 gap-4 text-xs text-ink-2">
            <span>{formatPercent(queue.progress)}</span>
            {speed > 0 && <span>{speed.toFixed(1)} × real time</span>}
            {queue.etaMs !== null && !queue.isPaused && <span>{formatDuration(queue.etaMs)} left</span>}
            <span>{formatPlural(queue.workers, 'worker')}</span>
          </p>
        </div>
      )}
      <ConfirmDialog
        isOpen={isCancelling}
        onOpenChange={setIsCancelling}
        title={`Cancel ${formatPlural(unfinished, 'job')}?`}
        description="What is finished stays. Cancelled jobs can be retried later."
        confirmLabel="Cancel jobs"
        isDanger
        isBusy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate({})}
      />
    </section>
  );
}
