import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, FolderOpen, ListX, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { RecentStudy } from '#shared/contract/studies.ts';
import { orpc } from '../../api/index.ts';
import { formatInstant, localTimeZone } from '../../lib/format.ts';
import {
  Badge,
  Button,
  type Column,
  DataTable,
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
  toast,
} from '../../ui/index.ts';
import type { StudyPlace } from './study-place.ts';

export interface RecentStudiesProps {
  studies: readonly RecentStudy[];
  openingPath: string | null;
  onOpen(path: string): void;
  onDelete(study: StudyPlace): void;
}

export function RecentStudies({ studies, openingPath, onOpen, onDelete }: RecentStudiesProps) {
  const queryClient = useQueryClient();
  const { mutate: forget } = useMutation(
    orpc.studies.forget.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.studies.recent.key() }),
      onError: toast.error,
    }),
  );
  const columns = useMemo(
    (): Column<RecentStudy>[] => [
      {
        id: 'name',
        header: 'Name',
        width: 'minmax(140px, 1fr)',
        sortBy: (study) => study.name,
        cell: (study) => (
          <span className="flex items-center gap-2">
            <span className="truncate font-medium">{study.name}</span>
            {!study.exists && <Badge tone="warning">Not found</Badge>}
          </span>
        ),
      },
      {
        id: 'path',
        header: 'Folder',
        width: 'minmax(160px, 2fr)',
        cell: (study) => (
          <span className="font-mono text-xs text-ink-3" title={study.path}>
            {study.path}
          </span>
        ),
      },
      {
        id: 'opened',
        header: 'Last opened',
        width: '160px',
        sortBy: (study) => study.lastOpenedUtcMs,
        cell: (study) => formatInstant(study.lastOpenedUtcMs, localTimeZone()).slice(0, 16),
      },
      {
        id: 'actions',
        header: 'Actions',
        isHeaderHidden: true,
        width: '132px',
        align: 'end',
        cell: (study) => (
          <span className="flex items-center justify-end gap-1">
            <Button
              size="sm"
              aria-label={`Open ${study.name}`}
              isBusy={openingPath === study.path}
              disabled={!study.exists}
              onClick={() => onOpen(study.path)}
            >
              Open
            </Button>
            <Menu trigger={<IconButton size="sm" label={`More about ${study.name}`} icon={<Ellipsis />} />}>
              <MenuItem icon={<FolderOpen />} disabled={!study.exists} onSelect={() => onOpen(study.path)}>
                Open
              </MenuItem>
              <MenuItem icon={<ListX />} onSelect={() => forget({ path: study.path })}>
                Take off this list
              </MenuItem>
              <MenuSeparator />
              <MenuItem
                isDanger
                icon={<Trash2 />}
                disabled={!study.exists}
                onSelect={() => onDelete({ ...study, sizeOnDiskBytes: null })}
              >
                Delete for good…
              </MenuItem>
            </Menu>
          </span>
        ),
      },
    ],
    [openingPath, onOpen, onDelete, forget],
  );
  const keyOf = useMemo(() => new Map(studies.map((study, index) => [study, index])), [studies]);
  return (
    <DataTable
      label="Recent studies"
      rows={studies}
      columns={columns}
      rowKey={(study) => keyOf.get(study) ?? 0}
      rowHeightPx={44}
      isRowDimmed={(study) => !study.exists}
      onRowOpen={(study) => {
        if (study.exists) onOpen(study.path);
      }}
    />
  );
}
