import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Clapperboard, EllipsisVertical, Scale, UserRoundSearch, UserX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Journey, JourneyStop } from '#shared/contract/journeys.ts';
import type { Verdict } from '#shared/contract/review.ts';
import { orpc, useStudy } from '../../api/index.ts';
import { formatDuration, formatInstant, formatPlural } from '../../lib/format.ts';
import { identityColour } from '../../lib/identity/colour.ts';
import { useDecide } from '../../lib/link/use-decide.ts';
import { navigate } from '../../lib/router.ts';
import { CropImage } from '../../lib/tracklet/CropImage.tsx';
import { OutfitSwatches } from '../../lib/tracklet/OutfitSwatches.tsx';
import { IconButton, Menu, MenuItem } from '../../ui/index.ts';
import { AlsoThisVisitor } from './AlsoThisVisitor.tsx';
import { LinkEvidence } from './LinkEvidence.tsx';
import { arrivalWords } from './model/arrival-words.ts';
import { clockNote } from './model/clock-note.ts';

export interface JourneyDetailProps {
  journey: Journey;
  onBack(): void;
  /** Goes to an instant of the plan's playback. */
  onSeek(utcMs: number): void;
}

/** One journey: its stops, and why each is believed to follow the one before. */
export function JourneyDetail({ journey, onBack, onSeek }: JourneyDetailProps) {
  const { timeZone } = useStudy();
  const { decide, isBusy } = useDecide();
  const judge = (verdict: Verdict, stop: JourneyStop, ...others: readonly JourneyStop[]) =>
    decide.mutate({
      verdict,
      pairs: others.map(({ trackletId }) => ({
        firstTrackletId: trackletId,
        secondTrackletId: stop.trackletId,
      })),
    });
  return (
    <section aria-label={`Journey ${journey.label}`} className="flex min-h-0 flex-1 flex-col">
      <header className="flex gap-2 border-b border-line p-3">
        <IconButton label="All journeys" size="sm" icon={<ArrowLeft aria-hidden />} onClick={onBack} />
        <div className="min-w-0 flex-1">
          <h2 className="flex items-center gap-1.5 text-base font-semibold">
            <span
              aria-hidden
              className="size-2.5 rounded-full"
              style={{ backgroundColor: identityColour(journey.id) }}
            />
            {journey.label}
            <span className="ml-auto text-xs font-normal text-ink-3">
              {formatInstant(journey.startUtcMs, timeZone, 'date')}
            </span>
          </h2>
          <p className="text-xs text-ink-2">
            {formatInstant(journey.startUtcMs, timeZone, 'time')} –{' '}
            {formatInstant(journey.endUtcMs, timeZone, 'time')} ·{' '}
            {formatPlural(journey.cameraCount, 'camera')}
          </p>
          <p className="text-xs text-ink-2">
            {formatDuration(journey.durationMs)}, {formatDuration(journey.inViewMs)} of it in view
          </p>
          <OutfitSwatches outfit={journey.outfit} hasWords className="mt-1.5" />
        </div>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-3">
        <ClockNote journey={journey} />
        <ol aria-label="Stops">
          {journey.stops.map((stop, index) => {
            const origin = journey.stops.find(({ trackletId }) => trackletId === stop.link?.fromTrackletId);
            return (
              <li key={stop.ordinal}>
                {origin && stop.link && (
                  <LinkEvidence
                    link={stop.link}
                    way={arrivalWords(journey, index)}
                    isBusy={isBusy}
                    onDecide={(verdict) => judge(verdict, stop, origin)}
                  />
                )}
                <Stop
                  stop={stop}
                  colour={identityColour(journey.id)}
                  onSeek={onSeek}
                  menu={
                    journey.stops.length > 1 && (
                      <StopMenu
                        stop={stop}
                        isBusy={isBusy}
                        onNotThisVisitor={() => judge('different', stop, ...neighboursOf(journey, stop))}
                      />
                    )
                  }
                />
              </li>
            );
          })}
        </ol>
        <AlsoThisVisitor journey={journey} decide={decide} isBusy={isBusy} />
      </div>
    </section>
  );
}

/** Whom a stop is told apart from to take it out: the stops before and after it, and those that links join to it. */
function neighboursOf({ stops }: Journey, stop: JourneyStop): JourneyStop[] {
  return stops.filter(
    (other) =>
      Math.abs(other.ordinal - stop.ordinal) === 1 ||
      other.trackletId === stop.link?.fromTrackletId ||
      other.link?.fromTrackletId === stop.trackletId,
  );
}

function Stop({
  stop,
  colour,
  onSeek,
  menu,
}: {
  stop: JourneyStop;
  colour: string;
  onSeek(utcMs: number): void;
  menu: ReactNode;
}) {
  const { timeZone } = useStudy();
  const time = (utcMs: number) => formatInstant(utcMs, timeZone, 'time');
  return (
    <div className="flex items-center gap-3 rounded-lg border border-line bg-raised p-2 shadow-low">
      <CropImage trackletId={stop.trackletId} alt={`Seen by ${stop.cameraName}`} className="h-18 w-9" />
      <button
        type="button"
        onClick={() => onSeek(stop.enterUtcMs)}
        className="min-w-0 flex-1 rounded-sm text-left"
        title="Show this moment on the plan"
      >
        <span className="flex items-center gap-2">
          <span
            className="inline-flex size-5 items-center justify-center rounded-full text-2xs font-bold text-black"
            style={{ backgroundColor: colour }}
          >
            {stop.ordinal + 1}
          </span>
          <span className="truncate font-medium">{stop.cameraName}</span>
        </span>
        <span className="mt-0.5 block text-xs text-ink-2">
          {time(stop.enterUtcMs)} – {time(stop.exitUtcMs)}
        </span>
        <span className="block text-xs text-ink-3">
          {formatDuration(stop.exitUtcMs - stop.enterUtcMs)} in view
          {stop.posM === null && ' · camera not on the plan'}
        </span>
      </button>
      <IconButton
        label={`Find alike: stop ${stop.ordinal + 1}`}
        icon={<UserRoundSearch aria-hidden />}
        onClick={() => navigate('search', { like: stop.trackletId })}
      />
      <IconButton
        label={`Open stop ${stop.ordinal + 1} in player`}
        icon={<Clapperboard aria-hidden />}
        onClick={() => {
          navigate('player', { recording: stop.recordingId, tracklet: stop.trackletId });
        }}
      />
      {menu}
    </div>
  );
}

/** Why times may contradict the order of the stops. */
function ClockNote({ journey }: { journey: Journey }) {
  const report = useQuery(orpc.journeys.linkReport.queryOptions());
  const words = clockNote(journey, report.data?.clocks ?? []);
  return (
    words && (
      <p role="note" className="mb-3 rounded-md bg-warning-soft px-2.5 py-1.5 text-xs text-warning-ink">
        {words}
      </p>
    )
  );
}

function StopMenu({
  stop,
  isBusy,
  onNotThisVisitor,
}: {
  stop: JourneyStop;
  isBusy: boolean;
  onNotThisVisitor(): void;
}) {
  return (
    <Menu
      trigger={
        <IconButton label={`More on stop ${stop.ordinal + 1}`} icon={<EllipsisVertical aria-hidden />} />
      }
    >
      <MenuItem icon={<UserX />} disabled={isBusy} onSelect={onNotThisVisitor}>
        Not this visitor
      </MenuItem>
      <MenuItem icon={<Scale />} onSelect={() => navigate('review', { from: stop.trackletId })}>
        Who comes next?
      </MenuItem>
    </Menu>
  );
}
