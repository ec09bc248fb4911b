import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { SearchHit } from '#shared/contract/search.ts';
import { useStudy } from '../../../api/index.ts';
import { formatInstant } from '../../../lib/format.ts';
import { trackletColour } from '../../../lib/identity/colour.ts';
import { CropImage } from '../../../lib/tracklet/CropImage.tsx';
import { OutfitSwatches } from '../../../lib/tracklet/OutfitSwatches.tsx';
import { Badge } from '../../../ui/index.ts';
import { gradeWords } from './grade-words.ts';
import { keyTarget } from './grid-keys.ts';

export interface ResultGridProps {
  hits: readonly SearchHit[];
  selectedId: number | null;
  onSelect(hit: SearchHit): void;
  /** Enter, or a double click. */
  onOpen(hit: SearchHit): void;
  /** The end came into sight. */
  onEnd(): void;
}

const CARD_PX = { width: 168, height: 260, gap: 12 };

/** Cards in as many columns as fit; only those in sight are in the page. */
export function ResultGrid({ hits, selectedId, onSelect, onOpen, onEnd }: ResultGridProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useColumns(scroller);
  const rows = Math.ceil(hits.length / columns);
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX.height + CARD_PX.gap,
    overscan: 2,
  });
  const selectedIndex = hits.findIndex((hit) => hit.tracklet.id === selectedId);
  const selectedRow = selectedIndex < 0 ? -1 : Math.floor(selectedIndex / columns);
  useEffect(() => {
    if (selectedRow >= 0) virtualizer.scrollToIndex(selectedRow);
  }, [selectedRow, virtualizer]);
  const visible = virtualizer.getVirtualItems();
  const lastRow = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastRow >= rows - 2) onEnd();
  }, [lastRow, rows, onEnd]);
  const onKeyDown = (event: KeyboardEvent) => {
    const selected = hits[selectedIndex];
    if (event.key === 'Enter' && selected) return onOpen(selected);
    const next = hits[keyTarget(event.key, selectedIndex, hits.length, columns) ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next);
  };
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label="People found"
      aria-activedescendant={selectedIndex >= 0 ? `${id}-${selectedId}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-y-auto p-4 -outline-offset-2"
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {visible.map((row) => (
          <div
            key={row.key}
            role="presentation"
            className="absolute inset-x-0 top-0 grid"
            style={{
              transform: `translateY(${row.start}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              gap: CARD_PX.gap,
            }}
          >
            {hits.slice(row.index * columns, (row.index + 1) * columns).map((hit, column) => (
              <ResultCard
                key={hit.tracklet.id}
                id={`${id}-${hit.tracklet.id}`}
                hit={hit}
                place={row.index * columns + column + 1}
                count={hits.length}
                isSelected={hit.tracklet.id === selectedId}
                onSelect={onSelect}
                onOpen={onOpen}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

/** How many cards fit side by side. */
function useColumns(scroller: { readonly current: HTMLDivElement | null }): number {
  const [columns, setColumns] = useState(1);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      setColumns(Math.max(1, Math.floor((width + CARD_PX.gap) / (CARD_PX.width + CARD_PX.gap))));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return columns;
}

interface ResultCardProps extends Pick<ResultGridProps, 'onSelect' | 'onOpen'> {
  id: string;
  hit: SearchHit;
  /** From 1. */
  place: number;
  count: number;
  isSelected: boolean;
}

function ResultCard({ id, hit, place, count, isSelected, onSelect, onOpen }: ResultCardProps) {
  const { timeZone } = useStudy();
  const { tracklet, journeyLabel } = hit;
  const words = gradeWords(hit);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the focus and takes the keys.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      aria-setsize={count}
      aria-posinset={place}
      onClick={() => onSelect(hit)}
      onDoubleClick={() => onOpen(hit)}
      className={clsx(
        'flex flex-col overflow-hidden rounded-lg border bg-surface shadow-low transition-colors',
        isSelected ? 'border-accent ring-2 ring-accent' : 'border-line hover:border-line-strong',
      )}
      style={{ height: CARD_PX.height }}
    >
      <div className="flex h-39 shrink-0 justify-center bg-sunken">
        <CropImage trackletId={tracklet.id} alt="" className="h-full w-20 rounded-none!" />
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-1 p-2.5">
        <Badge tone={words.tone} className="self-start">
          {words.name}
        </Badge>
        <p className="truncate text-xs font-medium">{tracklet.cameraName}</p>
        <p className="text-xs text-ink-2">{formatInstant(tracklet.startUtcMs, timeZone)}</p>
        <p className="flex items-center gap-1.5 text-2xs text-ink-3">
          <span
            aria-hidden
            className="size-2 shrink-0 rounded-full"
            style={{ backgroundColor: trackletColour(tracklet) }}
          />
          <span className="flex-1 truncate">{journeyLabel ?? tracklet.label}</span>
          <OutfitSwatches outfit={tracklet.outfit} />
        </p>
      </div>
    </div>
  );
}
