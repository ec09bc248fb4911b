import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowRight, CircleX, Trash2 } from 'lucide-react';
import type { StudySummary } from '#shared/contract/studies.ts';
import { visitorRange } from '#shared/visitor-range.ts';
import { enterStudy, orpc } from '../../api/index.ts';
import { formatBytes, formatCount, formatDuration, formatInstant } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { Badge, Button, Card, KeyValue, toast } from '../../ui/index.ts';
import type { StudyPlace } from './study-place.ts';

export function OpenStudyCard({
  study,
  onDelete,
}: {
  study: StudySummary;
  onDelete(study: StudyPlace): void;
}) {
  const close = useMutation(
    orpc.studies.close.mutationOptions({ onSuccess: () => enterStudy(null), onError: toast.error }),
  );
  const { counts } = study;
  const visitors = useQuery(orpc.journeys.linkReport.queryOptions()).data?.visitors;
  const figures = [
    { name: 'Cameras', value: formatCount(counts.cameras) },
    { name: 'Recordings', value: formatCount(counts.recordings) },
    { name: 'Observed', value: formatDuration(study.observedMs) },
    { name: 'Tracklets', value: formatCount(counts.tracklets) },
    { name: 'Journeys', value: formatCount(counts.journeys) },
    { name: 'On disk', value: formatBytes(study.sizeOnDiskBytes) },
  ];
  return (
    <Card
      title={study.name}
      actions={
        <>
          <Badge tone="success">Open</Badge>
          <Button
            size="sm"
            variant="ghost"
            icon={<CircleX />}
            isBusy={close.isPending}
            onClick={() => close.mutate({})}
          >
            Close
          </Button>
          <Button size="sm" variant="ghost" icon={<Trash2 />} onClick={() => onDelete(study)}>
            Delete…
          </Button>
          <Button size="sm" icon={<ArrowRight />} onClick={() => navigate('footage')}>
            Continue
          </Button>
        </>
      }
    >
      <dl className="grid grid-cols-3 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-6">
        {figures.map((figure) => (
          <div key={figure.name} className="flex flex-col bg-surface px-4 py-3">
            <dt className="text-xs text-ink-3">{figure.name}</dt>
            <dd className="text-xl font-semibold tracking-tight">{figure.value}</dd>
          </div>
        ))}
      </dl>
      <KeyValue
        className="mt-4"
        items={[
          ...(visitors ? [{ key: 'Visitors', value: visitorRange(visitors) }] : []),
          { key: 'Folder', value: <span className="font-mono text-xs">{study.path}</span> },
          { key: 'Time zone', value: study.timeZone },
          { key: 'Created', value: formatInstant(study.createdUtcMs, study.timeZone) },
        ]}
      />
    </Card>
  );
}
