import { UserRoundSearch } from 'lucide-react';
import type { Tracklet } from '#shared/contract/analysis.ts';
import type { Recording } from '#shared/contract/library.ts';
import { useStudy } from '../../api/index.ts';
import { formatDuration, formatInstant } from '../../lib/format.ts';
import { trackletColour } from '../../lib/identity/colour.ts';
import { VirtualListbox } from '../../lib/list/VirtualListbox.tsx';
import { hrefOf } from '../../lib/router.ts';
import { CropImage } from '../../lib/tracklet/CropImage.tsx';
import { OutfitSwatches } from '../../lib/tracklet/OutfitSwatches.tsx';
import { outfitWords } from '../../lib/tracklet/outfit-words.ts';
import { EmptyState, Spinner } from '../../ui/index.ts';

export interface TrackletListProps {
  tracklets: readonly Tracklet[];
  isLoading: boolean;
  recording: Recording;
  trackletId: number | null;
  onSelect(tracklet: Tracklet): void;
}

const ROW_PX = 84;

/** Everyone found in the recording, in the order of appearance. */
export function TrackletList({ tracklets, isLoading, recording, trackletId, onSelect }: TrackletListProps) {
  if (isLoading) return <Spinner label="Loading people…" className="m-4" />;
  return (
    <>
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-4">
        <h2 className="flex-1 font-semibold">People</h2>
        <span className="text-xs text-ink-3">{tracklets.length} tracklets</span>
      </header>
      {tracklets.length === 0 ? (
        <EmptyState icon={<UserRoundSearch />} title={nobodyTitle(recording)}>
          {recording.analysis === 'done' ? (
            'The whole recording was analysed.'
          ) : (
            <>
              Run the{' '}
              <a
                href={hrefOf('analysis')}
                className="font-medium text-accent-ink underline underline-offset-2"
              >
                analysis
              </a>{' '}
              to find the people in this recording.
            </>
          )}
        </EmptyState>
      ) : (
        <VirtualListbox
          label="People"
          items={tracklets}
          keyOf={(tracklet) => tracklet.id}
          selectedKey={trackletId}
          onSelect={onSelect}
          rowHeightPx={ROW_PX}
        >
          {(tracklet) => <Row tracklet={tracklet} />}
        </VirtualListbox>
      )}
    </>
  );
}

function nobodyTitle({ analysis }: Recording): string {
  if (analysis === 'done') return 'Nobody was found';
  return analysis === 'running' || analysis === 'queued' ? 'Analysis is under way' : 'Not analysed yet';
}

function Row({ tracklet }: { tracklet: Tracklet }) {
  const { timeZone } = useStudy();
  return (
    <>
      <CropImage trackletId={tracklet.id} alt="" className="mr-3 h-18 w-9" />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5 font-medium">
          <span
            aria-hidden
            className="size-2 rounded-full"
            style={{ backgroundColor: trackletColour(tracklet) }}
          />
          {tracklet.label}
        </p>
        <p className="text-xs text-ink-2">
          {formatInstant(tracklet.startUtcMs, timeZone, 'time')} ·{' '}
          {formatDuration(tracklet.endOffsetMs - tracklet.startOffsetMs)}
        </p>
        <OutfitSwatches outfit={tracklet.outfit} className="mt-1" />
        <p className="mt-0.5 truncate text-2xs text-ink-3">{outfitWords(tracklet.outfit)}</p>
      </div>
    </>
  );
}
