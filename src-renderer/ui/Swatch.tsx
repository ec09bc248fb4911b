import clsx from 'clsx';

export interface SwatchProps {
  /** sRGB as `#rrggbb`; null draws “not seen”. */
  hex: string | null;
  /** The colour in words, for assistive technology and the tooltip. */
  label: string;
  className?: string;
}

/** A small square of one colour. */
export function Swatch({ hex, label, className }: SwatchProps) {
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={clsx(
        'inline-block size-4 shrink-0 rounded-sm border border-line-strong',
        hex === null && 'border-dashed bg-transparent',
        className,
      )}
      style={hex === null ? undefined : { backgroundColor: hex }}
    />
  );
}
