import clsx from 'clsx';
import { LoaderCircle } from 'lucide-react';

/** A turning ring. With a `label` it is told to assistive technology; without, it decorates what says so itself. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  if (label === undefined)
    return <LoaderCircle aria-hidden className={clsx('size-4 animate-spin', className)} />;
  return (
    <span role="status" className="inline-flex items-center gap-2 text-ink-3">
      <LoaderCircle aria-hidden className={clsx('size-4 animate-spin', className)} />
      <span>{label}</span>
    </span>
  );
}
