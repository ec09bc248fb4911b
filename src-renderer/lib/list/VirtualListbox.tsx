import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';

export interface VirtualListboxProps<Item> {
  /** The accessible name. */
  label: string;
  items: readonly Item[];
  keyOf(item: Item): number;
  selectedKey: number | null;
  onSelect(item: Item): void;
  rowHeightPx: number;
  children(item: Item): ReactNode;
}

/** A list of rows of one height, of which one can be selected; only the visible rows are in the page. */
export function VirtualListbox<Item>(props: VirtualListboxProps<Item>) {
  const { label, items, keyOf, selectedKey, onSelect, rowHeightPx, children } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 6,
  });
  const selectedIndex = items.findIndex((item) => keyOf(item) === selectedKey);
  // The selection may come from elsewhere in the view, or from a link: bring its row into sight.
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex);
  }, [selectedIndex, virtualizer]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = items[keyTarget(event.key, selectedIndex, items.length) ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next);
  };
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={label}
      aria-activedescendant={selectedIndex >= 0 ? `${id}-${selectedKey}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const isSelected = row.index === selectedIndex;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and takes the keys.
            <div
              key={keyOf(item)}
              id={`${id}-${keyOf(item)}`}
              role="option"
              tabIndex={-1}
              aria-selected={isSelected}
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
              onClick={() => onSelect(item)}
              className={clsx(
                'absolute inset-x-0 top-0 flex items-center border-b border-line px-3',
                isSelected ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              {children(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function keyTarget(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
