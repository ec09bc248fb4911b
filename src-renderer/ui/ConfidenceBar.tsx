import clsx from 'clsx';
import { type Confidence, confidenceLevel } from './confidence.ts';

const levelClass: Record<Confidence, string> = { high: 'bg-success', medium: 'bg-warning', low: 'bg-danger' };

export interface ConfidenceBarProps {
  /** 0 to 1. */
  value: number;
  /** What the confidence is of; part of the accessible name. */
  label?: string;
  className?: string;
}

/** A confidence as a short bar and a percentage. */
export function ConfidenceBar({ value, label = 'Confidence', className }: ConfidenceBarProps) {
  const percent = Math.round(value * 100);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the bar inside a <meter> cannot be styled alike in all browsers.
    <span
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={clsx('inline-flex items-center gap-1.5 align-middle', className)}
    >
      <span aria-hidden className="h-1.5 w-10 overflow-hidden rounded-full bg-line">
        <span
          className={clsx('block h-full rounded-full', levelClass[confidenceLevel(value)])}
          style={{ width: `${percent}%` }}
        />
      </span>
      <span className="min-w-9 whitespace-nowrap text-right text-xs text-ink-2">{percent} %</span>
    </span>
  );
}
