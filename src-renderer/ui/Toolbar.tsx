import clsx from 'clsx';
import type { ReactNode } from 'react';

/** A row of controls. */
export function Toolbar({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div
      role="toolbar"
      aria-label={label}
      className={clsx('flex min-h-12 items-center gap-2 px-4 py-2', className)}
    >
      {children}
    </div>
  );
}

/** Pushes what follows to the right. */
export function ToolbarSpacer() {
  return <div className="flex-1" />;
}
