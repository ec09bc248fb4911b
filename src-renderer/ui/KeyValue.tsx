import clsx from 'clsx';
import type { ReactNode } from 'react';

export interface KeyValueItem {
  key: string;
  value: ReactNode;
}

/** Facts as a list of names and values. */
export function KeyValue({ items, className }: { items: readonly KeyValueItem[]; className?: string }) {
  return (
    <dl className={clsx('grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm', className)}>
      {items.map((item) => (
        <div key={item.key} className="contents">
          <dt className="text-ink-3">{item.key}</dt>
          <dd className="min-w-0 break-words text-ink" data-selectable>
            {item.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
