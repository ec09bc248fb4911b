import { File, Folder, FolderArchive } from 'lucide-react';
import { useMemo } from 'react';
import type { FolderListing } from '#shared/contract/system.ts';
import { type Column, DataTable, EmptyState } from '../../ui/index.ts';

type Entry = FolderListing['entries'][number];

const icons = { folder: Folder, study: FolderArchive, file: File } as const;

const columns: readonly Column<Entry>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(0, 1fr)',
    sortBy: (entry) => entry.name,
    cell: (entry) => {
      const Icon = icons[entry.kind];
      return (
        <span className="flex items-center gap-2">
          <Icon aria-hidden className={entry.kind === 'file' ? 'size-4 text-ink-3' : 'size-4 text-accent'} />
          <span className="truncate">{entry.name}</span>
        </span>
      );
    },
  },
  {
    id: 'kind',
    header: 'Kind',
    width: '80px',
    cell: (entry) => <span className="text-ink-3">{entry.kind}</span>,
  },
];

export interface FolderEntriesProps {
  listing: FolderListing;
  kind: 'folder' | 'study';
  selected: string | null;
  onSelect(path: string | null): void;
  onEnter(path: string): void;
}

/** What is in a folder. A click goes into a folder and selects a study. */
export function FolderEntries({ listing, kind, selected, onSelect, onEnter }: FolderEntriesProps) {
  // A row's key is its place in the listing: entries have no number of their own.
  const keyOf = useMemo(() => new Map(listing.entries.map((entry, index) => [entry, index])), [listing]);
  const active = listing.entries.findIndex((entry) => entry.path === selected);
  if (listing.entries.length === 0) {
    return (
      <EmptyState icon={<Folder />} title="This folder is empty" className="p-4">
        {kind === 'study'
          ? 'Go to the folder that holds your study.'
          : 'You can choose it, or make a folder in it.'}
      </EmptyState>
    );
  }
  return (
    <DataTable
      key={listing.path}
      label={`Contents of ${listing.path}`}
      rows={listing.entries}
      columns={columns}
      rowKey={(entry) => keyOf.get(entry) ?? 0}
      rowHeightPx={32}
      activeKey={active === -1 ? null : active}
      isRowDimmed={(entry) => entry.kind === 'file' || (kind === 'folder' && entry.kind === 'study')}
      onRowOpen={(entry) => {
        if (entry.kind === 'folder') onEnter(entry.path);
        else if (entry.kind === 'study' && kind === 'study') onSelect(entry.path);
      }}
    />
  );
}
