import { useMemo } from 'react';
import type { Recording } from '#shared/contract/library.ts';
import { formatBytes } from '../../lib/format.ts';
import { Badge, Button, type Column, DataTable } from '../../ui/index.ts';
import { useLibraryActions } from './review/use-library-actions.ts';

export interface ProblemsTableProps {
  /** Unreadable files and duplicates. */
  problems: readonly Recording[];
  /** All recordings, to name the original of a duplicate. */
  recordings: readonly Recording[];
}

/** Files that will not be analysed, and why. */
export function ProblemsTable({ problems, recordings }: ProblemsTableProps) {
  const { remove } = useLibraryActions();
  const { mutate: removeAll } = remove;
  const columns = useMemo((): Column<Recording>[] => {
    const fileNames = new Map(recordings.map((recording) => [recording.id, recording.fileName]));
    return [
      {
        id: 'kind',
        header: 'Problem',
        width: '124px',
        sortBy: (recording) => recording.status,
        cell: (recording) =>
          recording.status === 'duplicate' ? (
            <Badge>Duplicate</Badge>
          ) : (
            <Badge tone="danger">Unreadable</Badge>
          ),
      },
      {
        id: 'file',
        header: 'File',
        width: 'minmax(180px, 1fr)',
        sortBy: (recording) => recording.fileName,
        cell: (recording) => (
          <span title={recording.path}>
            <span className="block truncate font-medium">{recording.fileName}</span>
            <span className="block truncate text-xs leading-4 text-ink-3">
              {formatBytes(recording.sizeBytes)}
            </span>
          </span>
        ),
      },
      {
        id: 'reason',
        header: 'What happened, and what to do',
        width: 'minmax(240px, 3fr)',
        cell: (recording) => {
          const original =
            recording.duplicateOfId === null ? undefined : fileNames.get(recording.duplicateOfId);
          const message = recording.problem?.message ?? (original ? `The same as ${original}.` : 'A copy.');
          const hint = recording.problem?.hint ?? 'It is kept out of the analysis.';
          return (
            <span data-selectable title={`${message} ${hint}`}>
              <span className="block truncate">{message}</span>
              <span className="block truncate text-xs leading-4 text-ink-3">{hint}</span>
            </span>
          );
        },
      },
      {
        id: 'actions',
        header: 'Actions',
        isHeaderHidden: true,
        width: '96px',
        align: 'end',
        cell: (recording) => (
          <Button
            size="sm"
            aria-label={`Remove ${recording.fileName}`}
            onClick={() => removeAll({ ids: [recording.id] })}
          >
            Remove
          </Button>
        ),
      },
    ];
  }, [recordings, removeAll]);
  return (
    <DataTable
      label="Problems"
      rows={problems}
      columns={columns}
      rowKey={(recording) => recording.id}
      rowHeightPx={52}
    />
  );
}
