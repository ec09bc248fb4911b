import clsx from 'clsx';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { Field, inputClass } from './Field.tsx';

export interface NumberFieldProps {
  label: string;
  isLabelHidden?: boolean;
  hint?: ReactNode;
  value: number;
  /** Called with a valid number when the field is left, Enter is pressed or an arrow key steps. */
  onValueCommit(value: number): void;
  min?: number;
  max?: number;
  step?: number;
  /** The unit shown behind the number, such as `m`. */
  unit?: string;
  /** Decimals shown; the typed ones are kept. */
  decimals?: number;
  disabled?: boolean;
  className?: string;
}

/** A number that is checked when it is done, not while it is typed. Escape takes the typing back. */
export function NumberField({
  label,
  isLabelHidden = false,
  hint,
  value,
  onValueCommit,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
  step = 1,
  unit,
  decimals = 0,
  disabled = false,
  className,
}: NumberFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? formatNumber(value, decimals);
  // What is shown is rounded: leaving the field without typing must not change the value.
  const parsed = draft === null ? value : Number(draft.replace(',', '.'));
  const isValid = draft?.trim() !== '' && Number.isFinite(parsed) && parsed >= min && parsed <= max;
  const error = draft !== null && !isValid ? rangeText(min, max) : null;

  const commit = (next: number) => {
    setDraft(null);
    const clamped = Math.min(max, Math.max(min, next));
    if (clamped !== value) onValueCommit(clamped);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && isValid) commit(parsed);
    else if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      setDraft(null);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const size = event.shiftKey ? step * 10 : step;
      commit(roundTo((isValid ? parsed : value) + (event.key === 'ArrowUp' ? size : -size), 6));
    }
  };

  return (
    <Field
      id={id}
      label={label}
      isLabelHidden={isLabelHidden}
      hint={hint}
      error={error}
      className={className}
    >
      <div className="relative">
        <input
          id={id}
          type="text"
          inputMode="decimal"
          role="spinbutton"
          aria-valuenow={value}
          aria-valuemin={Number.isFinite(min) ? min : undefined}
          aria-valuemax={Number.isFinite(max) ? max : undefined}
          aria-invalid={error === null ? undefined : true}
          aria-describedby={error !== null || hint !== undefined ? `${id}-note` : undefined}
          disabled={disabled}
          value={shown}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => (isValid ? commit(parsed) : setDraft(null))}
          onKeyDown={onKeyDown}
          autoComplete="off"
          className={clsx(inputClass, unit !== undefined && 'pr-12')}
        />
        {unit !== undefined && (
          <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-xs text-ink-3">
            {unit}
          </span>
        )}
      </div>
    </Field>
  );
}

function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

function formatNumber(value: number, decimals: number): string {
  return String(roundTo(value, decimals));
}

function rangeText(min: number, max: number): string {
  if (Number.isFinite(min) && Number.isFinite(max)) return `Enter a number from ${min} to ${max}.`;
  if (Number.isFinite(min)) return `Enter a number of at least ${min}.`;
  if (Number.isFinite(max)) return `Enter a number of at most ${max}.`;
  return 'Enter a number.';
}
