import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import type { Journey } from '#shared/contract/journeys.ts';
import { orpc, useStudy } from '../../api/index.ts';
import { formatInstant } from '../../lib/format.ts';
import type { useDecide } from '../../lib/link/use-decide.ts';
import { CropImage } from '../../lib/tracklet/CropImage.tsx';
import { Button, ConfidenceBar, ErrorNotice } from '../../ui/index.ts';

/** Who else may be this visitor: a click takes a sighting into the journey, where it belongs in time. */
export function AlsoThisVisitor({
  journey,
  decide,
  isBusy,
}: {
  journey: Journey;
  decide: ReturnType<typeof useDecide>['decide'];
  isBusy: boolean;
}) {
  const { timeZone } = useStudy();
  const suggestions = useQuery(orpc.review.suggestions.queryOptions({ input: { journeyId: journey.id } }));
  if (suggestions.isError) return <ErrorNotice error={suggestions.error} className="mt-4" />;
  if (!suggestions.data || suggestions.data.length === 0) return null;
  return (
    <section aria-labelledby="also" className="mt-5">
      <h3 id="also" className="mb-2 text-xs font-medium text-ink-2">
        May be the same visitor
      </h3>
      <ul className="flex flex-col gap-2">
        {suggestions.data.map(({ tracklet, confidence, neighbourIds }) => (
          <li
            key={tracklet.id}
            className="flex items-center gap-3 rounded-lg border border-dashed border-line-strong p-2"
          >
            <CropImage trackletId={tracklet.id} alt={`Seen by ${tracklet.cameraName}`} className="h-14 w-7" />
            <span className="min-w-0 flex-1 text-xs">
              <span className="block truncate text-sm font-medium">{tracklet.cameraName}</span>
              <span className="block text-ink-2">{formatInstant(tracklet.startUtcMs, timeZone, 'time')}</span>
              <ConfidenceBar value={confidence} label="One visitor" />
            </span>
            <Button
              size="sm"
              icon={<UserPlus aria-hidden />}
              disabled={isBusy}
              aria-label={`${tracklet.cameraName} ${formatInstant(tracklet.startUtcMs, timeZone, 'time')} is also this visitor`}
              onClick={() =>
                decide.mutate({
                  verdict: 'same',
                  pairs: neighbourIds.map((id) => ({ firstTrackletId: id, secondTrackletId: tracklet.id })),
                })
              }
            >
              Also this one
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
