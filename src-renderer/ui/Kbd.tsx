import clsx from 'clsx';

/** A key of the keyboard. */
export function Kbd({ children, isInverted = false }: { children: string; isInverted?: boolean }) {
  return (
    <kbd
      className={clsx(
        'inline-flex h-4 min-w-4 items-center justify-center rounded-sm border px-1 font-sans text-2xs',
        isInverted ? 'border-canvas/40 text-canvas' : 'border-line-strong bg-sunken text-ink-2',
      )}
    >
      {children}
    </kbd>
  );
}
