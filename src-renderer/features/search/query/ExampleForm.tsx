import { useQuery } from '@tanstack/react-query';
import { ImagePlus, UserRoundSearch, X } from 'lucide-react';
import { type ClipboardEvent, useRef } from 'react';
import { orpc, useStudy } from '../../../api/index.ts';
import { formatInstant } from '../../../lib/format.ts';
import { hrefOf } from '../../../lib/router.ts';
import { CropImage } from '../../../lib/tracklet/CropImage.tsx';
import { OutfitSwatches } from '../../../lib/tracklet/OutfitSwatches.tsx';
import { Button, ErrorNotice, IconButton, Spinner } from '../../../ui/index.ts';
import { PersonBox } from './PersonBox.tsx';
import { usePicture } from './picture-store.ts';
import type { SearchPlace } from './search-place.ts';

export interface ExampleFormProps {
  place: SearchPlace;
  onChange(changes: Partial<SearchPlace>): void;
}

/** A person of the study, or one in a picture from elsewhere. */
export function ExampleForm({ place, onChange }: ExampleFormProps) {
  const { picture, isReading, error, choose, clear } = usePicture();
  const take = async (file: File) => {
    const chosen = await choose(file);
    // The surest person is searched at once; another is one click away.
    const boxPx = chosen?.people[0]?.boxPx ?? null;
    if (chosen) onChange({ trackletId: null, pictureId: chosen.pictureId, boxPx });
  };
  const forget = () => {
    clear();
    onChange({ trackletId: null, pictureId: null, boxPx: null });
  };
  if (place.trackletId !== null) return <TrackletExample trackletId={place.trackletId} onClear={forget} />;
  if (isReading) return <Spinner label="Looking for people in the picture…" />;
  if (picture && picture.pictureId === place.pictureId) {
    return (
      <div className="flex flex-col gap-2">
        <div className="flex items-center gap-2">
          <p className="min-w-0 flex-1 truncate text-xs font-medium text-ink-2">{picture.fileName}</p>
          <IconButton size="sm" label="Another example" icon={<X aria-hidden />} onClick={forget} />
        </div>
        <PersonBox picture={picture} boxPx={place.boxPx} onChange={(boxPx) => onChange({ boxPx })} />
        <p className="text-xs text-ink-3">
          {picture.people.length === 0
            ? 'Nobody was recognised. Draw a box around one whole person.'
            : 'Click a person, or draw a box around one, from head to shoes.'}
        </p>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      {error !== null && <ErrorNotice error={error} />}
      {place.pictureId !== null && error === null && (
        <p className="text-xs text-ink-2">The picture is no longer here. Choose it again.</p>
      )}
      <PictureZone onPicture={(file) => void take(file)} />
      <p className="flex gap-2 text-xs text-ink-3">
        <UserRoundSearch aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        <span>
          Or choose a person in the{' '}
          <a href={hrefOf('player')} className="font-medium text-accent-ink underline underline-offset-2">
            player
          </a>{' '}
          or in a{' '}
          <a href={hrefOf('journeys')} className="font-medium text-accent-ink underline underline-offset-2">
            journey
          </a>{' '}
          and press “Find alike”.
        </span>
      </p>
    </div>
  );
}

function TrackletExample({ trackletId, onClear }: { trackletId: number; onClear(): void }) {
  const { timeZone } = useStudy();
  const tracklet = useQuery(orpc.analysis.tracklet.queryOptions({ input: { trackletId } }));
  return (
    <section
      aria-label="Example"
      className="flex items-start gap-3 rounded-lg border border-line bg-raised p-2 shadow-low"
    >
      <CropImage trackletId={trackletId} alt="The example" className="h-28 w-14" />
      <div className="min-w-0 flex-1">
        {tracklet.isError ? (
          <ErrorNotice error={tracklet.error} />
        ) : (
          tracklet.data && (
            <>
              <p className="font-medium">{tracklet.data.label}</p>
              <p className="truncate text-xs text-ink-2">{tracklet.data.cameraName}</p>
              <p className="text-xs text-ink-3">{formatInstant(tracklet.data.startUtcMs, timeZone)}</p>
              <OutfitSwatches outfit={tracklet.data.outfit} className="mt-1.5" />
              <a
                href={hrefOf('player', { tracklet: trackletId })}
                className="mt-1.5 inline-block text-xs font-medium text-accent-ink underline underline-offset-2"
              >
                Open in player
              </a>
            </>
          )
        )}
      </div>
      <IconButton size="sm" label="Another example" icon={<X aria-hidden />} onClick={onClear} />
    </section>
  );
}

/** Takes a picture by file, by drop and by paste. */
function PictureZone({ onPicture }: { onPicture(file: File): void }) {
  const input = useRef<HTMLInputElement>(null);
  const onPaste = (event: ClipboardEvent) => {
    const [file] = event.clipboardData.files;
    if (file) onPicture(file);
  };
  return (
    <section
      aria-label="Example picture"
      // Focus is what a paste goes to.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
      tabIndex={0}
      onPaste={onPaste}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        const [file] = event.dataTransfer.files;
        if (file) onPicture(file);
      }}
      className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-line-strong bg-canvas p-5 text-center"
    >
      <ImagePlus aria-hidden className="size-6 stroke-[1.5] text-ink-3" />
      <p className="text-xs text-ink-2">Drop or paste a picture of somebody, such as a still.</p>
      <Button size="sm" onClick={() => input.current?.click()}>
        Choose a picture
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg"
        aria-label="Picture to search with"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file, chosen again, must be a change again.
          event.target.value = '';
          if (file) onPicture(file);
        }}
      />
    </section>
  );
}
