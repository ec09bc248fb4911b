import type { ReactNode } from 'react';

/** The top of a view: its name, a line on its state, and its main actions. */
export function ViewHeader({
  title,
  description,
  actions,
}: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-4 border-b border-line bg-surface px-6 py-2">
      <div className="min-w-0 flex-1">
        <h1 className="truncate text-lg font-semibold tracking-tight text-ink">{title}</h1>
        {description !== undefined && <p className="truncate text-xs text-ink-3">{description}</p>}
      </div>
      {actions !== undefined && <div className="flex items-center gap-2">{actions}</div>}
    </header>
  );
}
