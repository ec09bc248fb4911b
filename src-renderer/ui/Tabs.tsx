import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabItem<Id extends string> {
  id: Id;
  label: string;
  /** A number behind the label. */
  count?: number;
  content: ReactNode;
}

export interface TabsProps<Id extends string> {
  /** The accessible name of the row of tabs. */
  label: string;
  value: Id;
  onValueChange(value: Id): void;
  items: readonly TabItem<Id>[];
  /** Shown at the right of the tabs. */
  actions?: ReactNode;
}

export function Tabs<Id extends string>({ label, value, onValueChange, items, actions }: TabsProps<Id>) {
  return (
    <Primitive.Root
      value={value}
      onValueChange={(next) => onValueChange(next as Id)}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex items-center gap-3 border-b border-line bg-surface px-4">
        <Primitive.List aria-label={label} className="flex min-w-0 flex-1 gap-1">
          {items.map((item) => (
            <Primitive.Trigger
              key={item.id}
              value={item.id}
              className="-mb-px flex h-10 items-center gap-1.5 rounded-t-md border-b-2 border-transparent px-2 font-medium text-ink-2 transition-colors hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
            >
              {item.label}
              {item.count !== undefined && (
                <span className="rounded-full bg-sunken px-1.5 text-xs leading-4 text-ink-2">
                  {item.count}
                </span>
              )}
            </Primitive.Trigger>
          ))}
        </Primitive.List>
        {actions}
      </div>
      {items.map((item) => (
        <Primitive.Content
          key={item.id}
          value={item.id}
          className="flex min-h-0 flex-1 flex-col outline-offset-[-2px]"
        >
          {item.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
