import { Ban, Check, CircleDashed, Hourglass, TriangleAlert } from 'lucide-react';
import type { Recording } from '#shared/contract/library.ts';
import { formatPercent } from '../../../lib/format.ts';
import { Badge, Tooltip } from '../../../ui/index.ts';
import { missingText } from './recordings.ts';

export function StatusCell({ recording }: { recording: Recording }) {
  const missing = missingText(recording);
  if (recording.status === 'excluded') return <Badge icon={<Ban />}>Excluded</Badge>;
  if (recording.status === 'proposed') {
    return missing === null ? (
      <Badge tone="accent" icon={<CircleDashed />}>
        To review
      </Badge>
    ) : (
      <Tooltip content={missing}>
        <span>
          <Badge tone="warning" icon={<CircleDashed />}>
            Incomplete
          </Badge>
        </span>
      </Tooltip>
    );
  }
  if (recording.analysis === 'running') {
    return (
      <Badge tone="accent" icon={<Hourglass />}>
        Analysing {formatPercent(recording.analysisProgress)}
      </Badge>
    );
  }
  if (recording.analysis === 'failed') {
    return (
      <Tooltip content="The analysis failed. The Analysis view says why.">
        <span>
          <Badge tone="danger" icon={<TriangleAlert />}>
            Failed
          </Badge>
        </span>
      </Tooltip>
    );
  }
  return (
    <Badge tone="success" icon={<Check />}>
      {recording.analysis === 'done' ? 'Analysed' : 'Accepted'}
    </Badge>
  );
}
