import clsx from 'clsx';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { Field, inputClass } from './Field.tsx';
import { menuContentClass, menuItemClass } from './menu-style.ts';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
}

export interface SelectProps<Value extends string> {
  label: string;
  isLabelHidden?: boolean;
  hint?: ReactNode;
  /** Null shows the placeholder. */
  value: Value | null;
  onValueChange(value: Value): void;
  options: readonly SelectOption<Value>[];
  placeholder?: string;
  disabled?: boolean;
  className?: string;
}

export function Select<Value extends string>({
  label,
  isLabelHidden = false,
  hint,
  value,
  onValueChange,
  options,
  placeholder = 'Choose…',
  disabled = false,
  className,
}: SelectProps<Value>) {
  const id = useId();
  return (
    <Field id={id} label={label} isLabelHidden={isLabelHidden} hint={hint} className={className}>
      <Primitive.Root
        value={value ?? ''}
        onValueChange={(next) => onValueChange(next as Value)}
        disabled={disabled}
      >
        <Primitive.Trigger
          id={id}
          aria-label={label}
          className={clsx(inputClass, 'flex items-center justify-between gap-2 data-placeholder:text-ink-3')}
        >
          <span className="truncate">
            <Primitive.Value placeholder={placeholder} />
          </span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
        </Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            position="popper"
            sideOffset={4}
            className={clsx(
              menuContentClass,
              'max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width)',
            )}
          >
            <Primitive.Viewport>
              {options.map((option) => (
                <Primitive.Item
                  key={option.value}
                  value={option.value}
                  className={clsx(menuItemClass, 'pr-8')}
                >
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  <Primitive.ItemIndicator className="absolute right-2">
                    <Check aria-hidden className="size-4" />
                  </Primitive.ItemIndicator>
                </Primitive.Item>
              ))}
            </Primitive.Viewport>
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Field>
  );
}
