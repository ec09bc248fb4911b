import clsx from 'clsx';
import type { Tracklet } from '#shared/contract/analysis.ts';
import type { ReviewAlternative } from '#shared/contract/review.ts';
import { useStudy } from '../../api/index.ts';
import { formatInstant } from '../../lib/format.ts';
import { CropImage } from '../../lib/tracklet/CropImage.tsx';
import { Badge, ConfidenceBar, Kbd } from '../../ui/index.ts';
import { gapWords } from './model/gap-words.ts';

/** Everybody who may follow, the likeliest first; choosing one compares with that one. */
export function Alternatives({
  from,
  alternatives,
  chosenId,
  onChoose,
}: {
  from: Tracklet;
  alternatives: readonly ReviewAlternative[];
  chosenId: number;
  onChoose(trackletId: number): void;
}) {
  const { timeZone } = useStudy();
  if (alternatives.length < 2) return null;
  return (
    <section aria-labelledby="alternatives" className="flex flex-col gap-2">
      <h3 id="alternatives" className="flex items-center gap-2 text-xs font-medium text-ink-2">
        Who may come next
        <span className="flex items-center gap-1 font-normal text-ink-3">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> compare
        </span>
      </h3>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-2">
        {alternatives.map(({ tracklet, confidence, isLinked, gapMs, verdict }) => {
          const isChosen = tracklet.id === chosenId;
          return (
            <li key={tracklet.id}>
              <button
                type="button"
                aria-pressed={isChosen}
                onClick={() => onChoose(tracklet.id)}
                className={clsx(
                  'flex w-full items-center gap-2 rounded-lg border bg-surface p-2 text-left hover:bg-hover',
                  isChosen ? 'border-accent ring-1 ring-accent' : 'border-line',
                )}
              >
                <CropImage trackletId={tracklet.id} alt="" className="h-16 w-8" />
                <span className="min-w-0 flex-1 text-xs">
                  <span className="block truncate font-medium">{tracklet.cameraName}</span>
                  <span className="block text-ink-2">
                    {formatInstant(tracklet.startUtcMs, timeZone, 'time')}
                  </span>
                  <span className="block truncate text-ink-3">
                    {gapWords(gapMs, from.cameraId === tracklet.cameraId)}
                  </span>
                  <span className="mt-0.5 flex items-center gap-1">
                    <ConfidenceBar value={confidence} label="One visitor" />
                    {verdict === 'different' && <Badge tone="danger">No</Badge>}
                    {verdict === 'same' && <Badge tone="success">Yes</Badge>}
                    {verdict === null && isLinked && <Badge tone="accent">Now</Badge>}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
