import clsx from 'clsx';
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { Field, inputClass } from './Field.tsx';

export interface TextFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'value' | 'onChange' | 'size'> {
  label: string;
  isLabelHidden?: boolean;
  hint?: ReactNode;
  error?: string | null | undefined;
  value: string;
  onValueChange(value: string): void;
  /** Class of the input itself; `className` goes to the whole field. */
  inputClassName?: string;
}

export function TextField({
  label,
  isLabelHidden = false,
  hint,
  error,
  value,
  onValueChange,
  className,
  inputClassName,
  ...rest
}: TextFieldProps) {
  const id = useId();
  return (
    <Field
      id={id}
      label={label}
      isLabelHidden={isLabelHidden}
      hint={hint}
      error={error}
      className={className}
    >
      <input
        id={id}
        type="text"
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-note` : undefined}
        autoComplete="off"
        spellCheck={false}
        className={clsx(inputClass, inputClassName)}
        {...rest}
      />
    </Field>
  );
}
