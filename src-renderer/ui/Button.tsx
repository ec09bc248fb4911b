import clsx from 'clsx';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Spinner } from './Spinner.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const variantClass: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent shadow-low hover:not-disabled:bg-accent-hover',
  secondary:
    'bg-surface text-ink border border-line-strong shadow-low hover:not-disabled:bg-hover data-[state=open]:bg-hover',
  ghost: 'text-ink-2 hover:not-disabled:bg-hover hover:not-disabled:text-ink data-[state=open]:bg-hover',
  danger: 'bg-danger text-on-accent shadow-low hover:not-disabled:bg-danger-hover',
};

const sizeClass: Record<ButtonSize, string> = {
  sm: 'h-7 px-2 gap-1 text-xs',
  md: 'h-8 px-3 gap-1.5 text-sm',
  lg: 'h-10 px-4 gap-2 text-base',
};

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Shows a spinner in place of the icon and takes no clicks. */
  isBusy?: boolean;
}

export function Button({
  variant = 'secondary',
  size = 'md',
  icon,
  isBusy = false,
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      disabled={disabled === true || isBusy}
      aria-busy={isBusy || undefined}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors',
        'disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
        sizeClass[size],
        variantClass[variant],
        className,
      )}
      {...rest}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
