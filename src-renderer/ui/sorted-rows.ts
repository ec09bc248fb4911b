/** Sorting for DataTable, through TanStack Table's row model. */
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  sortFn_alphanumeric,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { Column } from './DataTable.tsx';

export interface SortedBy {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric },
});

/** The rows in the order that the user asked for; a third click on a header brings the given order back. */
export function useSortedRows<Row extends object>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  initialSort: SortedBy | null,
) {
  const [sorting, setSorting] = useState<SortingState>(() =>
    initialSort === null ? [] : [{ id: initialSort.column, desc: initialSort.direction === 'desc' }],
  );
  const columnDefs = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row> => ({
          id: column.id,
          accessorFn: (row: Row) => column.sortBy?.(row) ?? undefined,
          enableSorting: column.sortBy !== undefined,
          sortFn: 'alphanumeric',
          sortUndefined: 'last',
        }),
      ),
    [columns],
  );
  const table = useTable({
    features,
    data: rows as Row[],
    columns: columnDefs,
    state: { sorting },
    onSortingChange: setSorting,
  });
  const sorted = table.getRowModel().rows.map((row) => row.original);
  const first = sorting[0];
  const sortedBy: SortedBy | null =
    first === undefined ? null : { column: first.id, direction: first.desc ? 'desc' : 'asc' };

  const toggleSort = (id: string) =>
    setSorting((now) => {
      const current = now[0]?.id === id ? now[0] : undefined;
      if (current === undefined) return [{ id, desc: false }];
      return current.desc ? [] : [{ id, desc: true }];
    });
  return { sorted, sortedBy, toggleSort };
}
