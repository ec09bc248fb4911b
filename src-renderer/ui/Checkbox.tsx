import clsx from 'clsx';
import { Check, Minus } from 'lucide-react';
import { Checkbox as Primitive } from 'radix-ui';
import { type MouseEvent, type ReactNode, useId } from 'react';

export interface CheckboxProps {
  /** The accessible name; also the visible label unless `isLabelHidden`. */
  label: string;
  isLabelHidden?: boolean;
  hint?: ReactNode;
  checked: boolean | 'mixed';
  onCheckedChange(checked: boolean): void;
  /** Sees the click before the change, for a range selection with Shift. */
  onClick?(event: MouseEvent): void;
  disabled?: boolean;
  className?: string;
}

export function Checkbox({
  label,
  isLabelHidden = false,
  hint,
  checked,
  onCheckedChange,
  onClick,
  disabled = false,
  className,
}: CheckboxProps) {
  const id = useId();
  return (
    <div className={clsx('flex items-start gap-2', className)}>
      <Primitive.Root
        id={id}
        checked={checked === 'mixed' ? 'indeterminate' : checked}
        onCheckedChange={(next) => onCheckedChange(next === true)}
        {...(onClick === undefined ? {} : { onClick })}
        disabled={disabled}
        aria-label={isLabelHidden ? label : undefined}
        className={clsx(
          !isLabelHidden && 'mt-0.5',
          'flex size-4 shrink-0 items-center justify-center rounded-sm border transition-colors disabled:opacity-40',
          checked === false
            ? 'border-line-strong bg-surface hover:border-ink-3'
            : 'border-accent bg-accent text-on-accent',
        )}
      >
        <Primitive.Indicator>
          {checked === 'mixed' ? (
            <Minus aria-hidden className="size-3" strokeWidth={3} />
          ) : (
            <Check aria-hidden className="size-3" strokeWidth={3} />
          )}
        </Primitive.Indicator>
      </Primitive.Root>
      {!isLabelHidden && (
        <div>
          <label htmlFor={id} className="text-sm text-ink">
            {label}
          </label>
          {hint !== undefined && <p className="text-xs text-ink-3">{hint}</p>}
        </div>
      )}
    </div>
  );
}
