import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { X } from 'lucide-react';
import type { GarmentTypeName, GarmentWish } from '#shared/contract/search.ts';
import { orpc } from '../../../api/index.ts';
import { type GarmentPart, garmentParts } from '../../../lib/tracklet/outfit-words.ts';
import { Checkbox, ErrorNotice, IconButton, Spinner } from '../../../ui/index.ts';
import { ColourChips } from './ColourChips.tsx';
import type { OutfitWish, SearchPlace } from './search-place.ts';

const headings: Readonly<Record<GarmentPart, string>> = { top: 'Top', bottom: 'Bottom', shoes: 'Shoes' };

/** Kinds that analysis tells apart; of shoes it tells none. */
const typesOf: Readonly<Record<GarmentPart, readonly GarmentTypeName[]>> = {
  top: ['t-shirt', 'shirt', 'long sleeve', 'outerwear', 'dress'],
  bottom: ['trousers', 'shorts', 'skirt', 'dress'],
  shoes: [],
};

export interface OutfitFormProps {
  place: SearchPlace;
  onChange(changes: Partial<SearchPlace>): void;
}

/** Colours and kinds of garments. */
export function OutfitForm({ place, onChange }: OutfitFormProps) {
  const palette = useQuery(orpc.search.palette.queryOptions());
  if (palette.isError) return <ErrorNotice error={palette.error} />;
  if (!palette.data) return <Spinner label="Loading colours…" />;
  const change = (part: GarmentPart, wish: Partial<GarmentWish>) => {
    const outfit: OutfitWish = { ...place.outfit, [part]: { ...place.outfit[part], ...wish } };
    onChange({ outfit });
  };
  return (
    <div className="flex flex-col gap-4">
      {garmentParts.map((part) => {
        const { colours, types } = place.outfit[part];
        const chosen = [...types, ...colours];
        return (
          <section key={part} aria-label={headings[part]}>
            <header className="mb-1.5 flex h-7 items-center gap-2">
              <h3 className="text-xs font-medium text-ink-2">{headings[part]}</h3>
              <p className="min-w-0 flex-1 truncate text-right text-xs text-ink-3" title={chosen.join(', ')}>
                {chosen.length === 0 ? 'any' : chosen.join(', ')}
              </p>
              {chosen.length > 0 && (
                <IconButton
                  size="sm"
                  label={`Any ${headings[part].toLowerCase()}`}
                  icon={<X aria-hidden />}
                  onClick={() => change(part, { colours: [], types: [] })}
                />
              )}
            </header>
            <ColourChips
              label={`Colours: ${headings[part].toLowerCase()}`}
              palette={palette.data}
              chosen={colours}
              onChange={(next) => change(part, { colours: next })}
            />
            {typesOf[part].length > 0 && (
              <TypeChips
                label={`Kind: ${headings[part].toLowerCase()}`}
                types={typesOf[part]}
                chosen={types}
                onChange={(next) => change(part, { types: next })}
              />
            )}
          </section>
        );
      })}
      <Checkbox
        label="Only where all of these were seen"
        hint="Otherwise a garment that was hidden counts neither for nor against."
        checked={place.seenOnly}
        onCheckedChange={(seenOnly) => onChange({ seenOnly })}
      />
    </div>
  );
}

function TypeChips({
  label,
  types,
  chosen,
  onChange,
}: {
  label: string;
  types: readonly GarmentTypeName[];
  chosen: readonly GarmentTypeName[];
  onChange(chosen: GarmentTypeName[]): void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend that the heading already is.
    <div role="group" aria-label={label} className="mt-2 flex flex-wrap gap-1">
      {types.map((type) => {
        const isChosen = chosen.includes(type);
        return (
          <button
            key={type}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChange(isChosen ? chosen.filter((other) => other !== type) : [...chosen, type])}
            className={clsx(
              'h-6 rounded-full border px-2.5 text-xs transition-colors',
              isChosen
                ? 'border-accent bg-accent-soft font-medium text-accent-ink'
                : 'border-line-strong text-ink-2 hover:bg-hover',
            )}
          >
            {type}
          </button>
        );
      })}
    </div>
  );
}
