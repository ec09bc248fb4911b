/** Shared by everything that opens a list: Menu and Select. */
export const menuContentClass =
  'z-50 min-w-44 overflow-hidden rounded-lg border border-line bg-raised p-1 text-sm text-ink shadow-high animate-pop-in';

export const menuItemClass =
  'relative flex h-8 items-center gap-2 rounded-md px-2 outline-none select-none data-disabled:opacity-40 ' +
  'data-highlighted:bg-accent-soft data-highlighted:text-accent-ink [&_svg]:size-4 [&_svg]:shrink-0';
