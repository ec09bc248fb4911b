import clsx from 'clsx';
import { type ReactNode, useId } from 'react';

export interface CardProps {
  title?: string;
  description?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  className?: string;
  /** Takes the padding of the body away, for tables and charts that reach the border. */
  isFlush?: boolean;
  children?: ReactNode;
}

export function Card({ title, description, actions, className, isFlush = false, children }: CardProps) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={title === undefined ? undefined : titleId}
      className={clsx('flex flex-col rounded-lg border border-line bg-surface shadow-low', className)}
    >
      {(title !== undefined || actions !== undefined) && (
        <header className="flex min-h-12 items-center gap-3 border-b border-line px-4 py-2">
          <div className="min-w-0 flex-1">
            {title !== undefined && (
              <h2 id={titleId} className="truncate text-sm font-semibold text-ink">
                {title}
              </h2>
            )}
            {description !== undefined && <p className="text-xs text-ink-3">{description}</p>}
          </div>
          {actions}
        </header>
      )}
      <div className={clsx('flex min-h-0 flex-1 flex-col', !isFlush && 'p-4')}>{children}</div>
    </section>
  );
}
