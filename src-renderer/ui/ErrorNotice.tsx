import clsx from 'clsx';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { describeError } from '../lib/errors.ts';

export interface ErrorNoticeProps {
  /** Whatever a call threw, or an `ErrorInfo` of the contract. */
  error: unknown;
  /** A button such as “Try again”. */
  action?: ReactNode;
  className?: string;
}

/** What happened, and what to do next. */
export function ErrorNotice({ error, action, className }: ErrorNoticeProps) {
  const { message, hint } = describeError(error);
  return (
    <div
      role="alert"
      className={clsx('flex items-start gap-3 rounded-lg bg-danger-soft p-3 text-danger-ink', className)}
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1" data-selectable>
        <p className="font-medium break-words">{message}</p>
        {hint !== '' && <p className="text-ink-2">{hint}</p>}
      </div>
      {action}
    </div>
  );
}
