import { useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Job } from '#shared/contract/jobs.ts';
import { orpc } from '../../../api/index.ts';
import { formatBytes, formatPlural } from '../../../lib/format.ts';
import { Button, ErrorNotice, IconButton, Progress, toast } from '../../../ui/index.ts';
import { type ImportStep, useImport } from './import-store.ts';

/** Scans are few and recent; this many jobs hold all of them that matter. */
const peekedJobs = 50;

/** What is being collected, copied and scanned, and what of it failed. Nothing while there is none. */
export function ImportProgress() {
  const { step, waiting, error, scanJobIds, cancel, dismiss, forgetScan } = useImport();
  const { data } = useQuery(orpc.jobs.list.queryOptions({ input: { limit: peekedJobs } }));
  const scans = data?.jobs.filter((job) => job.type === 'scan') ?? [];
  const running = scans.filter((job) => job.status === 'running' || job.status === 'queued');
  const failed = scans.filter(
    (job) => scanJobIds.includes(job.id) && (job.status === 'failed' || job.status === 'quarantined'),
  );
  if (step.kind === 'idle' && error === null && running.length === 0 && failed.length === 0) return null;
  return (
    <section aria-label="Import" className="flex flex-col gap-3 border-b border-line bg-surface px-6 py-3">
      {error !== null && (
        <ErrorNotice
          error={error}
          action={<IconButton size="sm" label="Dismiss" icon={<X />} onClick={dismiss} />}
        />
      )}
      <StepLine step={step} onCancel={cancel} />
      {waiting.length > 0 && (
        <p className="truncate text-xs text-ink-3">Copied after that: {waiting.join(', ')}</p>
      )}
      {running.map((job) => (
        <ScanLine key={job.id} job={job} />
      ))}
      {failed.map((job) => (
        <ErrorNotice
          key={job.id}
          error={job.error}
          action={<IconButton size="sm" label="Dismiss" icon={<X />} onClick={() => forgetScan(job.id)} />}
        />
      ))}
    </section>
  );
}

function StepLine({ step, onCancel }: { step: ImportStep; onCancel(): void }) {
  if (step.kind === 'collecting') {
    return (
      <Line
        title="Looking through the folder"
        detail={formatPlural(step.files, 'file')}
        progress={null}
        onCancel={onCancel}
      />
    );
  }
  if (step.kind !== 'uploading') return null;
  return (
    <Line
      title={`Copying ${step.path}`}
      detail={`${step.filesSent} of ${formatPlural(step.files, 'file')} · ${formatBytes(step.bytesSent)} of ${formatBytes(step.bytes)}`}
      progress={step.bytes === 0 ? null : step.bytesSent / step.bytes}
      onCancel={onCancel}
    />
  );
}

function ScanLine({ job }: { job: Job }) {
  const cancel = useMutation(orpc.jobs.cancel.mutationOptions({ onError: toast.error }));
  return (
    <Line
      title={job.title}
      detail={job.status === 'queued' ? 'Waiting' : (job.phase ?? 'Reading files')}
      progress={job.progress > 0 ? job.progress : null}
      onCancel={() => cancel.mutate({ jobIds: [job.id] })}
    />
  );
}

function Line({
  title,
  detail,
  progress,
  onCancel,
}: {
  title: string;
  detail: ReactNode;
  progress: number | null;
  onCancel(): void;
}) {
  return (
    <div className="flex items-center gap-4">
      <div className="min-w-0 flex-1">
        <div className="mb-1 flex items-baseline gap-3">
          <span className="min-w-0 truncate font-medium">{title}</span>
          <span className="shrink-0 text-xs text-ink-3">{detail}</span>
        </div>
        <Progress label={title} value={progress} />
      </div>
      <Button size="sm" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
