import { ChevronDown, LocateFixed, Pause, Play, SkipBack } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useStudy } from '../../api/index.ts';
import { formatInstant, formatPlural } from '../../lib/format.ts';
import { formatZone } from '../../lib/time/zone.ts';
import { Button, IconButton, Menu, MenuItem } from '../../ui/index.ts';
import { positionAt } from './model/itinerary.ts';
import { playbackSpeeds } from './model/playback-clock.ts';
import type { PlanPlaybackPaneProps } from './PlanPlaybackPane.tsx';
import { TimeStrip } from './TimeStrip.tsx';
import { useSpaceKey } from './use-space-key.ts';

export interface PlaybackBarProps extends PlanPlaybackPaneProps {
  isFollowing: boolean;
  onFollowing(isFollowing: boolean): void;
}

export function PlaybackBar({ isFollowing, onFollowing, ...props }: PlaybackBarProps) {
  const { playback, presence, selected, itineraries } = props;
  const isPlaying = useStore(playback.state, (state) => state.isPlaying);
  const speed = useStore(playback.state, (state) => state.speed);
  useSpaceKey(playback);
  return (
    <div
      role="toolbar"
      aria-label="Playback"
      className="shrink-0 border-t border-line bg-surface px-4 pt-2 pb-3"
    >
      <div className="mb-2 grid grid-cols-[1fr_auto_1fr] items-center gap-3">
        <WallClock {...props} />
        <div className="flex items-center gap-1">
          <IconButton
            label="To the start"
            icon={<SkipBack aria-hidden />}
            disabled={presence === null}
            onClick={() => playback.seek(selected?.startUtcMs ?? presence?.fromUtcMs ?? 0)}
          />
          <IconButton
            label={isPlaying ? 'Pause' : 'Play'}
            shortcut="Space"
            icon={
              isPlaying ? (
                <Pause aria-hidden className="fill-current" />
              ) : (
                <Play aria-hidden className="ml-0.5 fill-current" />
              )
            }
            disabled={presence === null}
            onClick={() => playback.toggle()}
            className="size-10! rounded-full! bg-accent! text-on-accent! hover:bg-accent-hover!"
          />
          <Menu
            side="top"
            trigger={
              <Button variant="ghost" aria-label={`Speed ${speed}×`}>
                {speed}×
                <ChevronDown aria-hidden />
              </Button>
            }
          >
            {playbackSpeeds.map((value) => (
              <MenuItem key={value} onSelect={() => playback.setSpeed(value)}>
                {value}×
              </MenuItem>
            ))}
          </Menu>
        </div>
        <div className="flex justify-end">
          <Button
            variant="ghost"
            icon={<LocateFixed aria-hidden />}
            aria-pressed={isFollowing}
            disabled={selected === null}
            className={isFollowing ? 'bg-accent-soft! text-accent-ink!' : ''}
            onClick={() => onFollowing(!isFollowing)}
          >
            Follow
          </Button>
        </div>
      </div>
      <TimeStrip playback={playback} itineraries={itineraries} selected={selected} />
    </div>
  );
}

/** The study's wall clock, and how many visitors are under way. Written into the page without rendering. */
function WallClock({ playback, presence }: Pick<PlaybackBarProps, 'playback' | 'presence'>) {
  const { timeZone } = useStudy();
  const clock = useRef<HTMLTimeElement>(null);
  const day = useRef<HTMLSpanElement>(null);
  const count = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const show = (utcMs: number) => {
      setText(clock.current, presence ? formatInstant(utcMs, timeZone, 'time') : '–');
      const date = presence && `${formatZone(utcMs, timeZone)} · ${formatInstant(utcMs, timeZone, 'date')}`;
      setText(day.current, date ?? '');
      const present = (presence?.candidatesAt(utcMs) ?? []).filter((itinerary) =>
        positionAt(itinerary, utcMs),
      );
      setText(count.current, `${formatPlural(present.length, 'visitor')} on the plan`);
    };
    show(playback.utcMs);
    return playback.onTick(show);
  }, [playback, presence, timeZone]);
  return (
    <div className="min-w-0 leading-tight" data-selectable>
      <p className="truncate text-base font-semibold">
        <time ref={clock} /> <span ref={day} className="text-xs font-normal text-ink-3" />
      </p>
      <p ref={count} className="text-xs text-ink-3" />
    </div>
  );
}

/** Writes a text only when it changes: writing the same again still costs the page a layout. */
function setText(element: Element | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
