import { type MouseEvent, type Ref, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Tracklet } from '#shared/contract/analysis.ts';
import type { Recording } from '#shared/contract/library.ts';
import { Canvas, type CanvasHandle } from '../../lib/canvas/Canvas.tsx';
import type { Draw } from '../../lib/canvas/canvas-surface.ts';
import { ErrorNotice, Spinner } from '../../ui/index.ts';
import { pickBox } from './model/overlay.ts';
import { boxesAt, paintOverlay } from './model/paint-overlay.ts';
import type { ProxyPlayback } from './playback/proxy-playback.ts';
import { useOverlayPaths } from './use-overlay-paths.ts';
import { usePlaybackState } from './use-playback.ts';

export interface StageProps {
  recording: Recording;
  /** Gets the element that the video goes into. */
  containerRef: Ref<HTMLDivElement>;
  playback: ProxyPlayback | null;
  areBoxesShown: boolean;
  tracklets: readonly Tracklet[];
  trackletId: number | null;
  /** A click picks the person under it, or nobody; the time stays. */
  onSelect(tracklet: Tracklet | null, toMs: number): void;
}

/** The video in its own shape, as large as fits, with the people marked. */
export function Stage({ recording, containerRef, playback, ...overlay }: StageProps) {
  const sourceWidthPx = recording.probe?.widthPx ?? 16;
  const sourceHeightPx = recording.probe?.heightPx ?? 9;
  const shape = sourceWidthPx / sourceHeightPx;
  return (
    <div className="@container-[size] relative flex min-h-0 flex-1 items-center justify-center bg-black">
      <div
        className="relative overflow-hidden"
        style={{ aspectRatio: shape, width: `min(100cqw, calc(100cqh * ${shape}))` }}
      >
        <div ref={containerRef} className="absolute inset-0" />
        {playback && (
          <Overlay
            recordingId={recording.id}
            sourceWidthPx={sourceWidthPx}
            playback={playback}
            {...overlay}
          />
        )}
      </div>
      {playback && <StageState playback={playback} />}
    </div>
  );
}

interface OverlayProps extends Omit<StageProps, 'recording' | 'containerRef' | 'playback'> {
  recordingId: number;
  sourceWidthPx: number;
  playback: ProxyPlayback;
}

function Overlay(props: OverlayProps) {
  const { recordingId, sourceWidthPx, playback, areBoxesShown, tracklets, trackletId, onSelect } = props;
  const paths = useOverlayPaths(recordingId, playback);
  const canvas = useRef<CanvasHandle>(null);
  const byId = useMemo(() => new Map(tracklets.map((tracklet) => [tracklet.id, tracklet])), [tracklets]);
  const draw = useCallback<Draw>(
    (context, size) => {
      if (!areBoxesShown) return;
      paintOverlay(context, {
        paths,
        offsetMs: playback.offsetMs,
        selectedId: trackletId,
        scale: size.widthPx / sourceWidthPx,
        widthPx: size.widthPx,
      });
    },
    [areBoxesShown, paths, playback, trackletId, sourceWidthPx],
  );
  useEffect(() => playback.onFrame(() => canvas.current?.drawNow()), [playback]);
  const onClick = (event: MouseEvent<HTMLCanvasElement>) => {
    const { left, top, width } = event.currentTarget.getBoundingClientRect();
    const scale = width / sourceWidthPx;
    const pointPx = { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
    const picked = pickBox(boxesAt(paths, playback.offsetMs), pointPx);
    onSelect((picked && byId.get(picked.path.trackletId)) ?? null, playback.offsetMs);
  };
  return (
    <Canvas ref={canvas} draw={draw} onClick={onClick} aria-hidden className="absolute inset-0 size-full" />
  );
}

function StageState({ playback }: { playback: ProxyPlayback }) {
  const status = usePlaybackState(playback, (state) => state.status);
  const failure = usePlaybackState(playback, (state) => state.failure);
  if (status === 'ready') return null;
  return (
    <div className="absolute inset-0 flex items-center justify-center p-6 text-white">
      {status === 'loading' ? (
        <Spinner label="Loading the video…" />
      ) : (
        <ErrorNotice
          error={{
            code: 'DECODE_FAILED',
            message: failure,
            hint: 'Make the proxy again in Analysis, then reload.',
          }}
        />
      )}
    </div>
  );
}
