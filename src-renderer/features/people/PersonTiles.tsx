import { type ReactNode, useState } from 'react';
import type { Person } from '#shared/contract/people.ts';
import { useStudy } from '../../api/index.ts';
import { formatInstant, formatPlural } from '../../lib/format.ts';
import { identityColour } from '../../lib/identity/colour.ts';
import { hrefOf } from '../../lib/router.ts';
import { CropImage } from '../../lib/tracklet/CropImage.tsx';
import { outfitWords } from '../../lib/tracklet/outfit-words.ts';
import { Button } from '../../ui/index.ts';

export interface PersonTilesProps {
  people: readonly Person[];
  /** Controls below a person. */
  actions?(person: Person): ReactNode;
}

/** More at once would be a wall of pictures. */
const SHOWN = 12;

/** Journeys as small cards with a picture, each a link to its journey. */
export function PersonTiles({ people, actions }: PersonTilesProps) {
  const { timeZone } = useStudy();
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? people : people.slice(0, SHOWN);
  return (
    <>
      <ul className="flex flex-wrap gap-2">
        {shown.map((person) => (
          <li key={person.journeyId} className="w-27 rounded-md border border-line bg-raised p-1.5">
            <a
              href={hrefOf('journeys', { journey: person.journeyId })}
              title={outfitWords(person.outfit)}
              className="block rounded-sm"
            >
              <CropImage
                trackletId={person.trackletId}
                alt={`Picture of ${person.label}`}
                className="h-28 w-full"
              />
              <span className="mt-1 flex items-center gap-1 text-xs font-medium">
                <span
                  aria-hidden
                  className="size-2 shrink-0 rounded-full"
                  style={{ backgroundColor: identityColour(person.journeyId) }}
                />
                {person.label}
              </span>
              <span className="block truncate text-2xs text-ink-3">
                {formatInstant(person.startUtcMs, timeZone, 'minute')} ·{' '}
                {formatPlural(person.stopCount, 'stop')}
              </span>
            </a>
            {actions?.(person)}
          </li>
        ))}
      </ul>
      {people.length > SHOWN && (
        <Button size="sm" variant="ghost" className="mt-2" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `Show all ${people.length}`}
        </Button>
      )}
    </>
  );
}
