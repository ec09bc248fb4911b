import { Clapperboard, Route as RouteIcon } from 'lucide-react';
import { useState } from 'react';
import type { Tracklet } from '#shared/contract/analysis.ts';
import { useStudy } from '../../api/index.ts';
import { formatDuration, formatInstant } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { CropImage } from '../../lib/tracklet/CropImage.tsx';
import { OutfitSwatches } from '../../lib/tracklet/OutfitSwatches.tsx';
import { outfitWords } from '../../lib/tracklet/outfit-words.ts';
import { IconButton } from '../../ui/index.ts';

/** Pictures of one tracklet that are offered. */
const MAX_PICTURES = 5;

/** One tracklet: its pictures, where and when it was seen, and what the person wears. */
export function Sighting({ title, tracklet }: { title: string; tracklet: Tracklet }) {
  const { timeZone } = useStudy();
  const [picture, setPicture] = useState(0);
  const pictures = Array.from({ length: Math.min(MAX_PICTURES, tracklet.cropCount) }, (_, index) => index);
  return (
    <article
      aria-label={`${title}: ${tracklet.cameraName}`}
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-raised p-3 shadow-low"
    >
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 className="truncate font-semibold">
            <span className="font-normal text-ink-3">{title} </span>
            {tracklet.cameraName}
          </h3>
          <p className="text-xs text-ink-2">
            <span className="whitespace-nowrap">
              {formatInstant(tracklet.startUtcMs, timeZone, 'time')} –{' '}
              {formatInstant(tracklet.endUtcMs, timeZone, 'time')}
            </span>{' '}
            <span className="whitespace-nowrap text-ink-3">
              {formatDuration(tracklet.endUtcMs - tracklet.startUtcMs)}
            </span>
          </p>
        </div>
        {tracklet.journeyId !== null && (
          <IconButton
            label={`Open the journey of ${tracklet.label}`}
            size="sm"
            icon={<RouteIcon aria-hidden />}
            onClick={() => navigate('journeys', { journey: tracklet.journeyId })}
          />
        )}
        <IconButton
          label={`Open ${tracklet.label} in player`}
          size="sm"
          icon={<Clapperboard aria-hidden />}
          onClick={() => navigate('player', { recording: tracklet.recordingId, tracklet: tracklet.id })}
        />
      </header>
      <div className="flex min-h-[clamp(16rem,38vh,30rem)] flex-1 justify-center gap-2">
        <CropImage
          trackletId={tracklet.id}
          index={picture}
          alt={`A person seen by ${tracklet.cameraName}`}
          className="h-[clamp(16rem,38vh,30rem)] w-[clamp(8rem,19vh,15rem)] object-contain!"
        />
        {pictures.length > 1 && (
          <ul aria-label="More pictures" className="flex flex-col gap-1">
            {pictures.map((index) => (
              <li key={index}>
                <button
                  type="button"
                  aria-label={`Picture ${index + 1}`}
                  aria-pressed={index === picture}
                  onClick={() => setPicture(index)}
                  className="block rounded-sm opacity-60 outline-offset-1 hover:opacity-100 aria-pressed:opacity-100 aria-pressed:outline-2 aria-pressed:outline-accent"
                >
                  <CropImage trackletId={tracklet.id} index={index} alt="" className="h-11 w-6" />
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className="flex items-start gap-2 text-xs text-ink-2">
        <OutfitSwatches outfit={tracklet.outfit} className="shrink-0" />
        {outfitWords(tracklet.outfit)}
      </p>
    </article>
  );
}
