import { Clapperboard } from 'lucide-react';
import { useMemo } from 'react';
import type { Recording } from '#shared/contract/library.ts';
import { useMediaUrl, useStudy } from '../../api/index.ts';
import { formatDuration, formatInstant, formatPlural } from '../../lib/format.ts';
import { hrefOf, navigate } from '../../lib/router.ts';
import { Badge, type Column, DataTable, EmptyState, ErrorNotice, ViewHeader } from '../../ui/index.ts';

/** The recordings to choose from. */
export function RecordingTable({
  recordings,
  isMissing,
}: {
  recordings: readonly Recording[];
  isMissing: boolean;
}) {
  const { timeZone } = useStudy();
  const playable = useMemo(
    () => recordings.filter((recording) => recording.status === 'accepted'),
    [recordings],
  );
  const columns = useMemo(() => columnsIn(timeZone), [timeZone]);
  const cameras = new Set(playable.map((recording) => recording.cameraId)).size;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ViewHeader
        title="Player"
        description={
          playable.length === 0
            ? 'Watch recordings with the people found in them'
            : `${formatPlural(playable.length, 'recording')} of ${formatPlural(cameras, 'camera')}`
        }
      />
      {isMissing && (
        <ErrorNotice
          className="m-4 mb-0"
          error={{
            code: 'NOT_FOUND',
            message: 'That recording is not in this study.',
            hint: 'Choose another below.',
          }}
        />
      )}
      {playable.length === 0 ? (
        <EmptyState icon={<Clapperboard />} title="Nothing to play yet">
          Accept recordings in{' '}
          <a href={hrefOf('footage')} className="font-medium text-accent-ink underline underline-offset-2">
            Footage
          </a>
          ; each appears here as soon as it has a camera and a start time.
        </EmptyState>
      ) : (
        <DataTable
          label="Recordings"
          rows={playable}
          columns={columns}
          rowKey={(recording) => recording.id}
          rowHeightPx={64}
          initialSort={{ column: 'start', direction: 'asc' }}
          minWidthPx={760}
          onRowOpen={(recording) => navigate('player', { recording: recording.id })}
        />
      )}
    </div>
  );
}

function columnsIn(timeZone: string): Column<Recording>[] {
  return [
    {
      id: 'picture',
      header: 'Picture',
      isHeaderHidden: true,
      width: '104px',
      cell: (recording) => <Thumbnail recording={recording} />,
    },
    {
      id: 'camera',
      header: 'Camera',
      width: 'minmax(120px, 1fr)',
      sortBy: cameraOf,
      cell: (recording) => (
        <a href={hrefOf('player', { recording: recording.id })} className="font-medium hover:underline">
          {cameraOf(recording)}
        </a>
      ),
    },
    {
      id: 'start',
      header: 'Start',
      width: '168px',
      sortBy: startOf,
      cell: ({ startUtcMs }) => (startUtcMs === null ? '–' : formatInstant(startUtcMs, timeZone)),
    },
    {
      id: 'length',
      header: 'Length',
      width: '104px',
      sortBy: lengthOf,
      cell: (recording) => formatDuration(lengthOf(recording)),
    },
    {
      id: 'file',
      header: 'File',
      width: 'minmax(140px, 1.5fr)',
      sortBy: fileOf,
      cell: (recording) => (
        <span className="text-ink-2" title={recording.path}>
          {recording.fileName}
        </span>
      ),
    },
    {
      id: 'state',
      header: 'State',
      width: '168px',
      cell: (recording) => <StateBadge recording={recording} />,
    },
  ];
}

const cameraOf = (recording: Recording) => recording.cameraName ?? '';
const startOf = (recording: Recording) => recording.startUtcMs;
const lengthOf = (recording: Recording) => recording.probe?.durationMs ?? 0;
const fileOf = (recording: Recording) => recording.fileName;

function Thumbnail({ recording }: { recording: Recording }) {
  const url = useMediaUrl(recording.hasThumbnail ? { kind: 'thumbnail', id: recording.id } : null);
  return url === undefined ? (
    <span aria-hidden className="block h-13 w-22 rounded-sm bg-sunken" />
  ) : (
    <img src={url} alt="" loading="lazy" className="h-13 w-22 rounded-sm bg-sunken object-cover" />
  );
}

function StateBadge({ recording: { proxy, analysis, analysisProgress } }: { recording: Recording }) {
  if (proxy === 'failed') return <Badge tone="danger">No proxy</Badge>;
  if (proxy !== 'ready') return <Badge>Proxy in the queue</Badge>;
  if (analysis === 'done') return <Badge tone="success">Analysed</Badge>;
  if (analysis === 'failed') return <Badge tone="danger">Analysis failed</Badge>;
  if (analysis === 'running')
    return <Badge tone="accent">Analysing {Math.round(analysisProgress * 100)} %</Badge>;
  return <Badge>Not analysed</Badge>;
}
