import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Checkbox } from './Checkbox.tsx';
import { type SortedBy, useSortedRows } from './sorted-rows.ts';
import { selectOne, selectRange } from './table-selection.ts';

export interface Column<Row> {
  id: string;
  header: string;
  /** Keeps the header for assistive technology only. */
  isHeaderHidden?: boolean;
  cell(row: Row): ReactNode;
  /** Makes the column sortable; null goes last. Pass a function that keeps its identity. */
  sortBy?: (row: Row) => string | number | null;
  /** A track of the CSS grid, such as `120px` or `minmax(160px, 2fr)`. */
  width: string;
  align?: 'start' | 'end';
}

export interface TableSelection<Row> {
  readonly selected: ReadonlySet<number>;
  onChange(selected: ReadonlySet<number>): void;
  /** The accessible name of a row's checkbox. */
  labelOf(row: Row): string;
}

export interface DataTableProps<Row> {
  /** The accessible name. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey(row: Row): number;
  rowHeightPx?: number;
  initialSort?: SortedBy;
  selection?: TableSelection<Row>;
  /** The row shown elsewhere in the view. */
  activeKey?: number | null;
  /** Click and Enter. */
  onRowOpen?(row: Row): void;
  isRowDimmed?(row: Row): boolean;
  /** Narrowest width before the table scrolls sideways. */
  minWidthPx?: number;
  className?: string;
}

const selectTrack = '36px';
const overscanRows = 8;
const cursorClass =
  'group-focus-visible/table:outline-2 group-focus-visible/table:outline-offset-[-2px] group-focus-visible/table:outline-accent';

/**
 * A virtualised table with sorting, selection (Shift for ranges) and keyboard: arrows, Page, Home and End move,
 * Enter opens, Space selects. It fills its parent, which must have a height.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowKey, rowHeightPx = 40, selection, activeKey = null, onRowOpen } = props;
  const tableId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const anchor = useRef<number | null>(null);
  const { sorted, sortedBy, toggleSort } = useSortedRows(rows, columns, props.initialSort ?? null);
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanRows,
    scrollPaddingStart: 32,
  });

  const gridTemplateColumns = [
    ...(selection ? [selectTrack] : []),
    ...columns.map((column) => column.width),
  ].join(' ');
  const keys = sorted.map(rowKey);
  const isInteractive = onRowOpen !== undefined || selection !== undefined;

  const moveTo = (index: number) => {
    const next = Math.min(sorted.length - 1, Math.max(0, index));
    setCursor(next);
    virtualizer.scrollToIndex(next);
  };
  const toggle = (index: number, isRange: boolean) => {
    const key = keys[index];
    if (selection === undefined || key === undefined) return;
    const next = isRange
      ? selectRange(selection.selected, keys, anchor.current, index)
      : selectOne(selection.selected, key);
    anchor.current = index;
    selection.onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys belong to the table only while no control inside a cell has the focus.
    if (event.target !== event.currentTarget || sorted.length === 0) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeightPx) - 2);
    const now = cursor ?? -1;
    const targets: Record<string, number> = {
      ArrowDown: now + 1,
      ArrowUp: Math.max(0, now - 1),
      PageDown: now + page,
      PageUp: now - page,
      Home: 0,
      End: sorted.length - 1,
    };
    const target = targets[event.key];
    const row = cursor === null ? undefined : sorted[cursor];
    if (target !== undefined) moveTo(target);
    else if (event.key === 'Enter' && row !== undefined) onRowOpen?.(row);
    else if (event.key === ' ' && cursor !== null) toggle(cursor, event.shiftKey);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) selection?.onChange(new Set(keys));
    else return;
    event.preventDefault();
  };
  const onRowClick = (event: MouseEvent, row: Row, index: number) => {
    // A click on a control inside the row is the control's.
    if ((event.target as HTMLElement).closest('button, input, a, [role="checkbox"], label') !== null) return;
    setCursor(index);
    if (onRowOpen !== undefined) onRowOpen(row);
    else toggle(index, event.shiftKey);
  };

  const selectedCount =
    selection === undefined ? 0 : keys.filter((key) => selection.selected.has(key)).length;
  const allState = selectedCount === 0 ? false : selectedCount === keys.length ? true : ('mixed' as const);

  return (
    <div ref={scroller} className={clsx('min-h-0 flex-1 overflow-auto', props.className)}>
      {/* [Note: Grid tables] Rows of a virtualised table are positioned, so the table's parts are laid out by CSS
          grid. A table with rows to choose is a grid to assistive technology, with one stop for the Tab key. */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: set only together with the role of a grid. */}
      <table
        role={isInteractive ? 'grid' : undefined}
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-multiselectable={selection === undefined ? undefined : true}
        aria-activedescendant={cursor === null ? undefined : `${tableId}-${cursor}`}
        tabIndex={isInteractive ? 0 : undefined}
        onKeyDown={onKeyDown}
        className="group/table grid outline-offset-[-2px]"
        style={{ minWidth: props.minWidthPx }}
      >
        <thead className="sticky top-0 z-10 grid">
          <tr
            aria-rowindex={1}
            className="grid h-8 items-center border-b border-line bg-sunken text-xs font-medium text-ink-2"
            style={{ gridTemplateColumns }}
          >
            {selection !== undefined && (
              <th scope="col" className="flex justify-center">
                <Checkbox
                  label="Select all"
                  isLabelHidden
                  checked={allState}
                  onCheckedChange={(isOn) => selection.onChange(new Set(isOn ? keys : []))}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell
                key={column.id}
                column={column}
                direction={sortedBy?.column === column.id ? sortedBy.direction : null}
                onToggle={() => toggleSort(column.id)}
              />
            ))}
          </tr>
        </thead>
        <tbody className="relative grid" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = sorted[item.index];
            if (row === undefined) return null;
            const key = rowKey(row);
            const isSelected = selection?.selected.has(key) === true;
            const isActive = isSelected || key === activeKey;
            return (
              <tr
                key={key}
                id={`${tableId}-${item.index}`}
                aria-rowindex={item.index + 2}
                aria-selected={selection === undefined ? key === activeKey : isSelected}
                onClick={isInteractive ? (event) => onRowClick(event, row, item.index) : undefined}
                className={clsx(
                  'absolute inset-x-0 top-0 grid items-center border-b border-line',
                  isActive ? 'bg-accent-soft' : 'bg-surface',
                  isInteractive && !isActive && 'hover:bg-hover',
                  item.index === cursor && cursorClass,
                  props.isRowDimmed?.(row) === true && 'text-ink-3 [&_img]:opacity-50',
                )}
                style={{ gridTemplateColumns, height: item.size, transform: `translateY(${item.start}px)` }}
              >
                {selection !== undefined && (
                  <td className="flex justify-center">
                    <Checkbox
                      label={selection.labelOf(row)}
                      isLabelHidden
                      checked={isSelected}
                      onClick={(event) => {
                        event.preventDefault();
                        toggle(item.index, event.shiftKey);
                      }}
                      onCheckedChange={() => undefined}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td
                    key={column.id}
                    className={clsx(
                      'min-w-0 truncate px-2 first:pl-4 last:pr-4',
                      column.align === 'end' && 'text-right',
                    )}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function HeaderCell<Row>({
  column,
  direction,
  onToggle,
}: {
  column: Column<Row>;
  direction: 'asc' | 'desc' | null;
  onToggle(): void;
}) {
  const ariaSort = direction === null ? 'none' : direction === 'asc' ? 'ascending' : 'descending';
  const name = (
    <span className={column.isHeaderHidden === true ? 'sr-only' : 'truncate'}>{column.header}</span>
  );
  return (
    <th
      scope="col"
      aria-sort={column.sortBy === undefined ? undefined : ariaSort}
      className={clsx(
        'flex min-w-0 px-2 font-medium first:pl-4 last:pr-4',
        column.align === 'end' && 'justify-end',
      )}
    >
      {column.sortBy === undefined ? (
        name
      ) : (
        <button
          type="button"
          onClick={onToggle}
          className="-mx-1 flex min-w-0 items-center gap-1 rounded-sm px-1 hover:text-ink"
        >
          {name}
          {direction === 'asc' && <ArrowUp aria-hidden className="size-3 shrink-0" />}
          {direction === 'desc' && <ArrowDown aria-hidden className="size-3 shrink-0" />}
        </button>
      )}
    </th>
  );
}
