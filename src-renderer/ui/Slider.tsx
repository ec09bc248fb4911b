import clsx from 'clsx';
import { Slider as Primitive } from 'radix-ui';

export interface SliderProps {
  /** The accessible name. */
  label: string;
  value: number;
  onValueChange(value: number): void;
  /** Called once when the thumb is let go. */
  onValueCommit?(value: number): void;
  min: number;
  max: number;
  step?: number;
  /** The value in words, such as `10:02:31`. */
  valueText?: string;
  disabled?: boolean;
  className?: string;
}

export function Slider({
  label,
  value,
  onValueChange,
  onValueCommit,
  min,
  max,
  step = 1,
  valueText,
  disabled = false,
  className,
}: SliderProps) {
  return (
    <Primitive.Root
      value={[value]}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      onValueCommit={([next]) => next !== undefined && onValueCommit?.(next)}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      className={clsx('relative flex h-5 w-full touch-none items-center data-disabled:opacity-40', className)}
    >
      <Primitive.Track className="relative h-1 grow overflow-hidden rounded-full bg-line-strong">
        <Primitive.Range className="absolute h-full bg-accent" />
      </Primitive.Track>
      <Primitive.Thumb
        aria-label={label}
        aria-valuetext={valueText}
        className="block size-4 rounded-full border border-line-strong bg-white shadow-low transition-shadow hover:shadow-high"
      />
    </Primitive.Root>
  );
}
