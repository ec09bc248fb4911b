// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Column, DataTable } from './DataTable.tsx';

interface Row {
  id: number;
  name: string;
  sizeBytes: number | null;
}

const columns: Column<Row>[] = [
  { id: 'name', header: 'Name', width: '1fr', sortBy: (row) => row.name, cell: (row) => row.name },
  {
    id: 'size',
    header: 'Size',
    width: '80px',
    sortBy: (row) => row.sizeBytes,
    cell: (row) => row.sizeBytes ?? '–',
  },
];
const rows: Row[] = [
  { id: 1, name: 'cam 10', sizeBytes: 5 },
  { id: 2, name: 'cam 9', sizeBytes: null },
  { id: 3, name: 'cam 1', sizeBytes: 70 },
];

beforeEach(() => {
  // jsdom lays nothing out; the virtualizer needs a height to know which rows are in sight.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(800);
  Element.prototype.scrollTo = vi.fn();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function namesShown(): (string | null)[] {
  return screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell').at(-2)?.textContent ?? null);
}

function Selectable({ onOpen }: { onOpen?: (row: Row) => void }) {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  return (
    <DataTable
      label="Files"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.id}
      selection={{ selected, onChange: setSelected, labelOf: (row) => `Select ${row.name}` }}
      {...(onOpen === undefined ? {} : { onRowOpen: onOpen })}
    />
  );
}

function selectedNames(): (string | null)[] {
  return screen
    .getAllByRole('checkbox', { name: /^Select cam/, checked: true })
    .map((box) => box.getAttribute('aria-label'));
}

it('sorts numbers inside names as numbers, and back to the given order at the third click', () => {
  render(<DataTable label="Files" rows={rows} columns={columns} rowKey={(row) => row.id} />);
  const header = screen.getByRole('button', { name: 'Name' });
  expect(namesShown()).toEqual(['cam 10', 'cam 9', 'cam 1']);
  fireEvent.click(header);
  expect(namesShown()).toEqual(['cam 1', 'cam 9', 'cam 10']);
  expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
  fireEvent.click(header);
  expect(namesShown()).toEqual(['cam 10', 'cam 9', 'cam 1']);
  fireEvent.click(header);
  expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('none');
});

it('keeps rows without a value at the end, whichever way it sorts', () => {
  render(<DataTable label="Files" rows={rows} columns={columns} rowKey={(row) => row.id} />);
  const header = screen.getByRole('button', { name: 'Size' });
  fireEvent.click(header);
  expect(namesShown()).toEqual(['cam 10', 'cam 1', 'cam 9']);
  fireEvent.click(header);
  expect(namesShown()).toEqual(['cam 1', 'cam 10', 'cam 9']);
});

it('selects single rows, ranges with Shift, and all', () => {
  render(<Selectable />);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select cam 10' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select cam 1' }), { shiftKey: true });
  expect(selectedNames()).toEqual(['Select cam 10', 'Select cam 9', 'Select cam 1']);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select cam 9' }));
  expect(selectedNames()).toEqual(['Select cam 10', 'Select cam 1']);
  expect(screen.getByRole('checkbox', { name: 'Select all' }).getAttribute('aria-checked')).toBe('mixed');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
  expect(selectedNames()).toHaveLength(3);
});

it('is worked with the keyboard alone', () => {
  const onOpen = vi.fn();
  render(<Selectable onOpen={onOpen} />);
  const grid = screen.getByRole('grid', { name: 'Files' });
  fireEvent.keyDown(grid, { key: 'ArrowDown' });
  fireEvent.keyDown(grid, { key: 'ArrowDown' });
  expect(document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent).toContain(
    'cam 9',
  );
  fireEvent.keyDown(grid, { key: ' ' });
  expect(selectedNames()).toEqual(['Select cam 9']);
  fireEvent.keyDown(grid, { key: 'End' });
  fireEvent.keyDown(grid, { key: 'Enter' });
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(rows[2]);
});

it('renders only the rows in sight of a long list', () => {
  const many = Array.from({ length: 100_000 }, (_, id) => ({ id, name: `cam ${id}`, sizeBytes: id }));
  render(<DataTable label="Files" rows={many} columns={columns} rowKey={(row) => row.id} />);
  expect(screen.getAllByRole('row').length).toBeGreaterThan(5);
  expect(screen.getAllByRole('row').length).toBeLessThan(60);
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('100001');
});
