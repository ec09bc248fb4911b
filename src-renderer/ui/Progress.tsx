import clsx from 'clsx';
import type { Tone } from './Badge.tsx';

const barClass: Record<Tone, string> = {
  neutral: 'bg-ink-3',
  accent: 'bg-accent',
  success: 'bg-success',
  warning: 'bg-warning',
  danger: 'bg-danger',
};

export interface ProgressProps {
  /** The accessible name. */
  label: string;
  /** 0 to 1; null while the end is not known. */
  value: number | null;
  tone?: Tone;
  className?: string;
}

export function Progress({ label, value, tone = 'accent', className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      className={clsx('h-1.5 w-full overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={clsx(
          'h-full rounded-full',
          barClass[tone],
          percent === null ? 'w-2/5 animate-slide' : 'transition-[width] duration-300',
        )}
        style={percent === null ? undefined : { width: `${(value ?? 0) * 100}%` }}
      />
    </div>
  );
}
