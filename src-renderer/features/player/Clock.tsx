import { useEffect, useRef } from 'react';
import { useStudy } from '../../api/index.ts';
import { formatInstant, formatOffset } from '../../lib/format.ts';
import { formatZone } from '../../lib/time/zone.ts';
import type { ProxyPlayback } from './playback/proxy-playback.ts';

export interface ClockProps {
  playback: ProxyPlayback;
  startUtcMs: number;
  durationMs: number;
}

/** The wall clock of the frame on screen, in the study's zone, and the position in the recording. */
export function Clock({ playback, startUtcMs, durationMs }: ClockProps) {
  const { timeZone } = useStudy();
  const wall = useRef<HTMLTimeElement>(null);
  const position = useRef<HTMLSpanElement>(null);
  // Written straight into the page: rendering at the frame rate would cost more than drawing the frame.
  useEffect(() => {
    const show = (offsetMs: number) => {
      const utcMs = startUtcMs + offsetMs;
      if (wall.current) {
        wall.current.textContent = formatInstant(utcMs, timeZone, 'time-ms');
        wall.current.dateTime = new Date(utcMs).toISOString();
      }
      if (position.current) position.current.textContent = formatOffset(offsetMs);
    };
    show(playback.offsetMs);
    return playback.onFrame(show);
  }, [playback, startUtcMs, timeZone]);
  return (
    <div className="min-w-0 leading-tight" data-selectable>
      <p className="truncate text-base font-semibold">
        <time ref={wall} />{' '}
        <span className="text-xs font-normal text-ink-3">
          {formatZone(startUtcMs, timeZone)} · {formatInstant(startUtcMs, timeZone, 'date')}
        </span>
      </p>
      <p className="text-xs text-ink-3">
        <span ref={position} /> / {formatOffset(durationMs)}
      </p>
    </div>
  );
}
