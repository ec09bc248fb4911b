import { Clapperboard, Route as RouteIcon, UserRoundSearch } from 'lucide-react';
import type { SearchHit } from '#shared/contract/search.ts';
import { useStudy } from '../../../api/index.ts';
import { formatDuration, formatInstant } from '../../../lib/format.ts';
import { navigate } from '../../../lib/router.ts';
import { CropImage } from '../../../lib/tracklet/CropImage.tsx';
import { outfitWords } from '../../../lib/tracklet/outfit-words.ts';
import { Badge, Button, KeyValue } from '../../../ui/index.ts';
import { gradeReason, gradeWords } from './grade-words.ts';

/** More would not be looked at. */
const SHOWN_CROPS = 6;

/** One answer: its pictures, why it is one, and where to go from it. */
export function HitDetail({ hit, searched }: { hit: SearchHit; searched: number }) {
  const { timeZone } = useStudy();
  const { tracklet, journeyLabel } = hit;
  const words = gradeWords(hit);
  const crops = Array.from({ length: Math.min(SHOWN_CROPS, tracklet.cropCount) }, (_, index) => index);
  return (
    <aside
      aria-label={`Details of ${tracklet.label}`}
      className="flex w-72 shrink-0 flex-col gap-4 overflow-y-auto border-l border-line bg-surface p-4"
    >
      <div className="grid grid-cols-3 gap-2">
        {crops.map((index) => (
          <CropImage
            key={index}
            trackletId={tracklet.id}
            index={index}
            alt={`Picture ${index + 1} of ${tracklet.label}`}
            className="aspect-[1/2] w-full"
          />
        ))}
      </div>
      <div>
        <Badge tone={words.tone}>{words.name}</Badge>
        <p className="mt-1.5 text-xs text-ink-2" data-selectable>
          {gradeReason(hit, searched)}
        </p>
        <p className="mt-1.5 text-xs text-ink-3">Looking alike is no proof of being the same person.</p>
      </div>
      <KeyValue
        items={[
          { key: 'Tracklet', value: tracklet.label },
          { key: 'Camera', value: tracklet.cameraName },
          { key: 'Seen', value: formatInstant(tracklet.startUtcMs, timeZone) },
          { key: 'For', value: formatDuration(tracklet.endUtcMs - tracklet.startUtcMs) },
          { key: 'Outfit', value: outfitWords(tracklet.outfit) },
          { key: 'Journey', value: journeyLabel ?? 'not linked' },
        ]}
      />
      <div className="flex flex-col gap-2">
        <Button
          icon={<Clapperboard aria-hidden />}
          onClick={() => navigate('player', { recording: tracklet.recordingId, tracklet: tracklet.id })}
        >
          Open in player
        </Button>
        {tracklet.journeyId !== null && (
          <Button
            icon={<RouteIcon aria-hidden />}
            onClick={() => navigate('journeys', { journey: tracklet.journeyId })}
          >
            Show journey {journeyLabel}
          </Button>
        )}
        <Button
          icon={<UserRoundSearch aria-hidden />}
          onClick={() => navigate('search', { like: tracklet.id })}
        >
          Find alike
        </Button>
      </div>
    </aside>
  );
}
