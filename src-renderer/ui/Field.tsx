import clsx from 'clsx';
import type { ReactNode } from 'react';

export const inputClass =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink shadow-low placeholder:text-ink-3 ' +
  'transition-colors hover:not-disabled:border-ink-3 disabled:opacity-50 ' +
  'focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent ' +
  'aria-invalid:border-danger aria-invalid:focus-visible:outline-danger';

export interface FieldProps {
  id: string;
  label: string;
  /** Keeps the label for assistive technology only. */
  isLabelHidden?: boolean;
  hint?: ReactNode;
  /** What is wrong with the value; shown in place of the hint. */
  error?: string | null | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** A label above a control, with a hint or an error below. */
export function Field({ id, label, isLabelHidden = false, hint, error, className, children }: FieldProps) {
  const hasError = error !== null && error !== undefined && error !== '';
  return (
    <div className={clsx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-xs font-medium text-ink-2'}>
        {label}
      </label>
      {children}
      {hasError ? (
        <p id={`${id}-note`} role="alert" className="text-xs text-danger-ink">
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-note`} className="text-xs text-ink-3">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
