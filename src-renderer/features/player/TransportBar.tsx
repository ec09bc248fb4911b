import { ChevronDown, Pause, Play, ScanEye, StepBack, StepForward } from 'lucide-react';
import { Button, IconButton, Menu, MenuItem } from '../../ui/index.ts';
import { Clock } from './Clock.tsx';
import { speeds } from './model/transport.ts';
import type { ProxyPlayback } from './playback/proxy-playback.ts';
import { usePlaybackState } from './use-playback.ts';

export interface TransportBarProps {
  playback: ProxyPlayback;
  fps: number;
  startUtcMs: number;
  durationMs: number;
  areBoxesShown: boolean;
  onBoxesShown(areShown: boolean): void;
}

export function TransportBar({
  playback,
  fps,
  startUtcMs,
  durationMs,
  areBoxesShown,
  onBoxesShown,
}: TransportBarProps) {
  const velocity = usePlaybackState(playback, (state) => state.velocity);
  const speed = usePlaybackState(playback, (state) => state.speed);
  const isReady = usePlaybackState(playback, (state) => state.status === 'ready');
  return (
    <div
      role="toolbar"
      aria-label="Playback"
      className="grid h-13 shrink-0 grid-cols-[1fr_auto_1fr] items-center gap-3 border-t border-line bg-surface px-4"
    >
      <Clock playback={playback} startUtcMs={startUtcMs} durationMs={durationMs} />
      <div className="flex items-center gap-1">
        <IconButton
          label="Previous frame"
          shortcut=","
          icon={<StepBack aria-hidden />}
          disabled={!isReady}
          onClick={() => playback.step(-1, fps)}
        />
        <IconButton
          label={velocity === 0 ? 'Play' : 'Pause'}
          shortcut="Space"
          icon={
            velocity === 0 ? (
              <Play aria-hidden className="ml-0.5 fill-current" />
            ) : (
              <Pause aria-hidden className="fill-current" />
            )
          }
          disabled={!isReady}
          onClick={() => playback.toggle()}
          className="size-10! rounded-full! bg-accent! text-on-accent! hover:bg-accent-hover!"
        />
        <IconButton
          label="Next frame"
          shortcut="."
          icon={<StepForward aria-hidden />}
          disabled={!isReady}
          onClick={() => playback.step(1, fps)}
        />
      </div>
      <div className="flex items-center justify-end gap-1">
        <IconButton
          label="Show boxes"
          shortcut="B"
          icon={<ScanEye aria-hidden />}
          isPressed={areBoxesShown}
          onClick={() => onBoxesShown(!areBoxesShown)}
        />
        <Menu
          side="top"
          trigger={
            <Button variant="ghost" aria-label={`Speed ${speed}×`}>
              {velocity !== 0 && velocity !== speed ? `${velocity}×` : `${speed}×`}
              <ChevronDown aria-hidden />
            </Button>
          }
        >
          {speeds.map((value) => (
            <MenuItem key={value} onSelect={() => playback.setSpeed(value)}>
              {value}×
            </MenuItem>
          ))}
        </Menu>
      </div>
    </div>
  );
}
