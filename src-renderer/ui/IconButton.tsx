import clsx from 'clsx';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label'> {
  /** The accessible name, also shown as the tooltip. */
  label: string;
  icon: ReactNode;
  /** A keyboard shortcut shown in the tooltip, such as `K`. */
  shortcut?: string;
  size?: 'sm' | 'md';
  /** A toggle's state: shown pressed, and told to assistive technology. */
  isPressed?: boolean;
  tooltipSide?: 'top' | 'right' | 'bottom' | 'left';
}

export function IconButton({
  label,
  icon,
  shortcut,
  size = 'md',
  isPressed,
  tooltipSide = 'top',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} side={tooltipSide} {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={isPressed}
        className={clsx(
          'inline-flex shrink-0 items-center justify-center rounded-md transition-colors disabled:opacity-40',
          '[&_svg]:size-4',
          size === 'sm' ? 'size-7' : 'size-8',
          isPressed === true
            ? 'bg-accent-soft text-accent-ink'
            : 'text-ink-2 hover:not-disabled:bg-hover hover:not-disabled:text-ink data-[state=open]:bg-hover',
          className,
        )}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
