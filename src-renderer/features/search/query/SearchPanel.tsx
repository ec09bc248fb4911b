import { Button, Tabs } from '../../../ui/index.ts';
import { ExampleForm } from './ExampleForm.tsx';
import { FilterForm } from './FilterForm.tsx';
import { OutfitForm } from './OutfitForm.tsx';
import { isFiltered, type SearchPlace } from './search-place.ts';

export interface SearchPanelProps {
  place: SearchPlace;
  onChange(changes: Partial<SearchPlace>): void;
}

/** Who is looked for, where and when. */
export function SearchPanel({ place, onChange }: SearchPanelProps) {
  const filters = (
    <section aria-label="Filters" className="mt-5 border-t border-line pt-4">
      <header className="mb-2 flex h-7 items-center">
        <h2 className="flex-1 font-semibold">When and where</h2>
        {isFiltered(place) && (
          <Button size="sm" variant="ghost" onClick={() => onChange({ filter: {} })}>
            Clear
          </Button>
        )}
      </header>
      <FilterForm filter={place.filter} onChange={(filter) => onChange({ filter })} />
    </section>
  );
  return (
    <search aria-label="Search people" className="flex min-h-0 flex-1 flex-col bg-surface">
      <Tabs
        label="How to search"
        value={place.kind}
        onValueChange={(kind) => onChange({ kind })}
        items={[
          {
            id: 'outfit',
            label: 'By outfit',
            content: (
              <div className="min-h-0 flex-1 overflow-y-auto p-4">
                <OutfitForm place={place} onChange={onChange} />
                {filters}
              </div>
            ),
          },
          {
            id: 'example',
            label: 'By example',
            content: (
              <div className="min-h-0 flex-1 overflow-y-auto p-4">
                <ExampleForm place={place} onChange={onChange} />
                {filters}
              </div>
            ),
          },
        ]}
      />
    </search>
  );
}
