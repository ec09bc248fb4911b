import clsx from 'clsx';
import { Check } from 'lucide-react';
import type { PaletteColour } from '#shared/contract/search.ts';

export interface ColourChipsProps {
  /** The accessible name of the group: `Colours of the top`. */
  label: string;
  palette: readonly PaletteColour[];
  chosen: readonly string[];
  onChange(chosen: string[]): void;
}

/** The colours of the palette, any number of which can be chosen. */
export function ColourChips({ label, palette, chosen, onChange }: ColourChipsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend that the heading already is.
    <div role="group" aria-label={label} className="grid grid-cols-10 gap-1">
      {palette.map(({ name, hex }) => {
        const isChosen = chosen.includes(name);
        return (
          <button
            key={name}
            type="button"
            aria-pressed={isChosen}
            aria-label={name}
            title={name}
            onClick={() => onChange(isChosen ? chosen.filter((other) => other !== name) : [...chosen, name])}
            className={clsx(
              'flex aspect-square items-center justify-center rounded-md border transition-transform hover:scale-110',
              isChosen ? 'border-accent ring-2 ring-accent' : 'border-line-strong',
            )}
            style={{ backgroundColor: hex }}
          >
            {isChosen && (
              <Check aria-hidden className="size-3.5" strokeWidth={3} style={{ color: inkOn(hex) }} />
            )}
          </button>
        );
      })}
    </div>
  );
}

/** Black or white, whichever is better seen on a colour (Rec. 709 luma). */
function inkOn(hex: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! > 140 ? '#000000' : '#ffffff';
}
