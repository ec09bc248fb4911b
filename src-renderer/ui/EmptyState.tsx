import clsx from 'clsx';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  /** What to do next, in one or two sentences. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div
      className={clsx('flex flex-1 flex-col items-center justify-center gap-3 p-10 text-center', className)}
    >
      <div
        aria-hidden
        className="flex size-12 items-center justify-center rounded-xl border border-line bg-surface text-ink-3 shadow-low [&_svg]:size-6 [&_svg]:stroke-[1.5]"
      >
        {icon}
      </div>
      <div className="max-w-md">
        <h2 className="text-base font-semibold text-ink">{title}</h2>
        {children !== undefined && <p className="mt-1 text-sm text-balance text-ink-2">{children}</p>}
      </div>
      {action !== undefined && <div className="mt-1 flex gap-2">{action}</div>}
    </div>
  );
}
