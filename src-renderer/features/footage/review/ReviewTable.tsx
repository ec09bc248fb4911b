import { TriangleAlert } from 'lucide-react';
import { useId, useMemo } from 'react';
import type { Recording } from '#shared/contract/library.ts';
import { formatBytes, formatDuration } from '../../../lib/format.ts';
import { type Column, DataTable, type TableSelection, Tooltip } from '../../../ui/index.ts';
import { CameraCell } from './CameraCell.tsx';
import { EvidenceCell } from './EvidenceCell.tsx';
import { cameraNamesOf, foldersBelowRoot } from './recordings.ts';
import { StartCell } from './StartCell.tsx';
import { StatusCell } from './StatusCell.tsx';
import { Thumbnail } from './Thumbnail.tsx';

export interface ReviewTableProps {
  recordings: readonly Recording[];
  timeZone: string;
  selected: ReadonlySet<number>;
  onSelectedChange(selected: ReadonlySet<number>): void;
  onCameraCommit(id: number, cameraName: string): void;
  onStartCommit(id: number, startUtcMs: number): void;
}

const statusOrder: Record<Recording['status'], number> = {
  proposed: 0,
  accepted: 1,
  excluded: 2,
  duplicate: 3,
  unreadable: 4,
};

export function ReviewTable(props: ReviewTableProps) {
  const { recordings, timeZone, selected, onSelectedChange, onCameraCommit, onStartCommit } = props;
  const listId = useId();
  const cameraNames = useMemo(() => cameraNamesOf(recordings), [recordings]);
  const folders = useMemo(() => foldersBelowRoot(recordings), [recordings]);
  const columns = useMemo(
    (): Column<Recording>[] => [
      {
        id: 'thumbnail',
        header: 'Picture',
        isHeaderHidden: true,
        width: '80px',
        cell: (recording) => <Thumbnail recording={recording} />,
      },
      {
        id: 'file',
        header: 'File',
        width: 'minmax(170px, 3fr)',
        sortBy: (recording) => recording.fileName,
        cell: (recording) => <FileCell recording={recording} folder={folders.get(recording.id) ?? ''} />,
      },
      {
        id: 'camera',
        header: 'Camera',
        width: 'minmax(136px, 1fr)',
        sortBy: (recording) => recording.cameraName,
        cell: (recording) => (
          <CameraCell
            recording={recording}
            listId={listId}
            onCommit={(cameraName) => onCameraCommit(recording.id, cameraName)}
          />
        ),
      },
      {
        id: 'start',
        header: 'Start',
        width: '164px',
        sortBy: (recording) => recording.startUtcMs,
        cell: (recording) => (
          <StartCell
            recording={recording}
            timeZone={timeZone}
            onCommit={(startUtcMs) => onStartCommit(recording.id, startUtcMs)}
          />
        ),
      },
      {
        id: 'duration',
        header: 'Duration',
        width: '92px',
        align: 'end',
        sortBy: (recording) => recording.probe?.durationMs ?? null,
        cell: (recording) => (recording.probe === null ? '–' : formatDuration(recording.probe.durationMs)),
      },
      {
        id: 'video',
        header: 'Video',
        width: '112px',
        sortBy: (recording) => recording.probe?.widthPx ?? null,
        cell: (recording) => <VideoCell recording={recording} />,
      },
      {
        id: 'confidence',
        header: 'Evidence',
        width: '104px',
        sortBy: (recording) => recording.confidence,
        cell: (recording) => <EvidenceCell recording={recording} />,
      },
      {
        id: 'status',
        header: 'Status',
        width: '140px',
        sortBy: (recording) => statusOrder[recording.status],
        cell: (recording) => <StatusCell recording={recording} />,
      },
    ],
    [timeZone, listId, folders, onCameraCommit, onStartCommit],
  );
  const selection: TableSelection<Recording> = {
    selected,
    onChange: onSelectedChange,
    labelOf: (recording) => `Select ${recording.fileName}`,
  };
  return (
    <>
      <DataTable
        label="Recordings"
        rows={recordings}
        columns={columns}
        rowKey={(recording) => recording.id}
        rowHeightPx={48}
        selection={selection}
        isRowDimmed={(recording) => recording.status === 'excluded'}
        minWidthPx={1040}
      />
      <datalist id={listId}>
        {cameraNames.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

function VideoCell({ recording: { probe } }: { recording: Recording }) {
  if (probe === null) return '–';
  return (
    <span className="text-xs text-ink-2">
      <span className="block leading-4">
        {probe.widthPx}×{probe.heightPx}
      </span>
      <span className="block leading-4 text-ink-3">
        {probe.codec.toUpperCase()} · {Number(probe.fps.toFixed(1))} fps
      </span>
    </span>
  );
}

function FileCell({ recording, folder }: { recording: Recording; folder: string }) {
  return (
    <span className="flex items-center gap-2" title={recording.path}>
      <span className="min-w-0">
        <span className="block truncate font-medium">{recording.fileName}</span>
        <span className="block truncate text-xs leading-4 text-ink-3">
          {folder === '' ? '' : `${folder} · `}
          {formatBytes(recording.sizeBytes)}
        </span>
      </span>
      {recording.problem !== null && (
        <Tooltip content={`${recording.problem.message} ${recording.problem.hint}`}>
          <span role="img" aria-label={recording.problem.message} className="shrink-0 text-warning">
            <TriangleAlert aria-hidden className="size-4" />
          </span>
        </Tooltip>
      )}
    </span>
  );
}
