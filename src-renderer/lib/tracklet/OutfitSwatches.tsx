import clsx from 'clsx';
import type { Outfit } from '#shared/contract/analysis.ts';
import { Swatch } from '../../ui/index.ts';
import { garmentParts, garmentWords, outfitWords, partNames } from './outfit-words.ts';

export interface OutfitSwatchesProps {
  outfit: Outfit;
  /** Adds the colours' names behind the swatches. */
  hasWords?: boolean;
  className?: string;
}

/** The colours of top, bottom and shoes. */
export function OutfitSwatches({ outfit, hasWords = false, className }: OutfitSwatchesProps) {
  return (
    <span className={clsx('flex min-w-0 items-center gap-1', className)}>
      {garmentParts.map((part) => (
        <Swatch
          key={part}
          hex={outfit[part]?.hex ?? null}
          label={garmentWords(outfit, part) ?? `${partNames[part]} not seen`}
          className="size-3.5"
        />
      ))}
      {hasWords && <span className="ml-1 truncate text-xs text-ink-2">{outfitWords(outfit)}</span>}
    </span>
  );
}
