import { useEffect, useRef } from 'react';
import type { Tracklet } from '#shared/contract/analysis.ts';
import { neighbourSpeed } from './model/transport.ts';
import type { ProxyPlayback } from './playback/proxy-playback.ts';

export interface PlayerKeys {
  readonly fps: number;
  readonly tracklets: readonly Tracklet[];
  readonly trackletId: number | null;
  select(tracklet: Tracklet | null, toMs?: number): void;
  toggleBoxes(): void;
}

const STEP_MS = 1_000;
const LONG_STEP_MS = 10_000;

/** Where keys belong to the control that has the focus. */
const TYPING = 'input, textarea, select, [contenteditable], [role=menu], [role=dialog]';
const PRESSING = 'button, a, [role=button], [role=listbox], [role=slider], [role=grid]';

/** The player's keys, while nothing else wants them. */
export function usePlayerKeys(playback: ProxyPlayback | null, keys: PlayerKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!playback) return;
    const listening = new AbortController();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest(TYPING)) return;
      const isOnControl = target.closest(PRESSING) !== null;
      const action = actionOf(event, isOnControl, playback, latest.current);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown, { signal: listening.signal });
    return () => listening.abort();
  }, [playback]);
}

function actionOf(
  event: KeyboardEvent,
  isOnControl: boolean,
  playback: ProxyPlayback,
  keys: PlayerKeys,
): (() => void) | null {
  const stepMs = event.shiftKey ? LONG_STEP_MS : STEP_MS;
  const state = playback.state.getState();
  switch (event.key) {
    case ',':
      return () => playback.step(-1, keys.fps);
    case '.':
      return () => playback.step(1, keys.fps);
    case 'j':
    case 'J':
      return () => playback.shuttle('J');
    case 'k':
    case 'K':
      return () => playback.shuttle('K');
    case 'l':
    case 'L':
      return () => playback.shuttle('L');
    case 'b':
    case 'B':
      return keys.toggleBoxes;
    case '+':
    case '=':
      return () => playback.setSpeed(neighbourSpeed(state.speed, 1));
    case '-':
      return () => playback.setSpeed(neighbourSpeed(state.speed, -1));
    case '[':
      return () => selectNeighbour(keys, playback.offsetMs, -1);
    case ']':
      return () => selectNeighbour(keys, playback.offsetMs, 1);
    case 'Escape':
      return () => keys.select(null, playback.offsetMs);
    default:
      break;
  }
  // Space presses a focused button, arrows move a focused slider or list.
  if (isOnControl) return null;
  switch (event.key) {
    case ' ':
      return () => playback.toggle();
    case 'ArrowLeft':
      return () => playback.seek(playback.offsetMs - stepMs);
    case 'ArrowRight':
      return () => playback.seek(playback.offsetMs + stepMs);
    case 'Home':
      return () => playback.seek(0);
    case 'End':
      return () => playback.seek(state.durationMs);
    default:
      return null;
  }
}

/** The tracklet before or after the selected one; without one, the nearest on that side of the frame on screen. */
function selectNeighbour(
  { tracklets, trackletId, select }: PlayerKeys,
  offsetMs: number,
  direction: 1 | -1,
): void {
  const at = tracklets.findIndex((tracklet) => tracklet.id === trackletId);
  const later = tracklets.findIndex((tracklet) => tracklet.startOffsetMs > offsetMs);
  const from = later < 0 ? tracklets.length : later;
  const index = at >= 0 ? at + direction : direction === 1 ? from : from - 1;
  const next = tracklets[index];
  if (next) select(next);
}
