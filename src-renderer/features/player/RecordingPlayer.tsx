import { ArrowLeft, UserRoundSearch } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Tracklet } from '#shared/contract/analysis.ts';
import type { Recording } from '#shared/contract/library.ts';
import { useStudy } from '../../api/index.ts';
import { formatInstant } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { Button, ErrorNotice, IconButton, SplitPane, ViewHeader } from '../../ui/index.ts';
import { ProxyState } from './ProxyState.tsx';
import { ShortcutsHelp } from './ShortcutsHelp.tsx';
import { Stage } from './Stage.tsx';
import { Timeline } from './Timeline.tsx';
import { TrackletList } from './TrackletList.tsx';
import { TransportBar } from './TransportBar.tsx';
import { usePlayback } from './use-playback.ts';
import { usePlayerKeys } from './use-player-keys.ts';
import { useTracklets } from './use-tracklets.ts';

export interface RecordingPlayerProps {
  recording: Recording;
  /** The tracklet that is selected. */
  trackletId: number | null;
  /** Where to play from, from the start of the recording. */
  atMs: number;
}

/** Assumed only where probing found no rate; a step is then a 25th of a second. */
const FALLBACK_FPS = 25;

export function RecordingPlayer({ recording, trackletId, atMs }: RecordingPlayerProps) {
  const { timeZone } = useStudy();
  const { containerRef, playback } = usePlayback(recording.id, atMs);
  const tracklets = useTracklets(recording.id);
  const [areBoxesShown, setBoxesShown] = useState(true);
  const fps = recording.probe?.fps || FALLBACK_FPS;
  // Times are divided by it.
  const durationMs = Math.max(1, recording.probe?.durationMs ?? 0);
  const startUtcMs = recording.startUtcMs ?? 0;
  const all = useMemo(() => tracklets.data ?? [], [tracklets.data]);

  // A link followed while the player is open, or the browser's Back.
  useEffect(() => playback?.seek(atMs), [playback, atMs]);

  const select = useCallback(
    (tracklet: Tracklet | null, toMs?: number) => {
      const at = toMs ?? tracklet?.startOffsetMs;
      const params = { recording: recording.id, tracklet: tracklet?.id ?? null };
      navigate('player', { ...params, at: at === undefined ? null : Math.round(at) }, { replace: true });
      if (at !== undefined) playback?.seek(at);
    },
    [playback, recording.id],
  );
  usePlayerKeys(playback, {
    fps,
    tracklets: all,
    trackletId,
    select,
    toggleBoxes: () => setBoxesShown((on) => !on),
  });

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ViewHeader
        title={recording.cameraName ?? recording.fileName}
        description={`${formatInstant(startUtcMs, timeZone)} · ${recording.fileName}`}
        actions={
          <>
            {trackletId !== null && (
              <Button
                icon={<UserRoundSearch aria-hidden />}
                onClick={() => navigate('search', { like: trackletId })}
              >
                Find alike
              </Button>
            )}
            <IconButton
              label="All recordings"
              tooltipSide="bottom"
              icon={<ArrowLeft aria-hidden />}
              onClick={() => navigate('player')}
            />
            <ShortcutsHelp />
          </>
        }
      />
      <SplitPane
        label="Width of the list of people"
        fixed="end"
        initialPx={288}
        minPx={220}
        maxPx={520}
        start={
          <div className="flex min-h-0 flex-1 flex-col">
            {recording.proxy === 'ready' ? (
              <>
                <Stage
                  recording={recording}
                  containerRef={containerRef}
                  playback={playback}
                  areBoxesShown={areBoxesShown}
                  tracklets={all}
                  trackletId={trackletId}
                  onSelect={select}
                />
                {playback && (
                  <>
                    <TransportBar
                      playback={playback}
                      fps={fps}
                      startUtcMs={startUtcMs}
                      durationMs={durationMs}
                      areBoxesShown={areBoxesShown}
                      onBoxesShown={setBoxesShown}
                    />
                    <Timeline
                      playback={playback}
                      tracklets={all}
                      trackletId={trackletId}
                      durationMs={durationMs}
                      startUtcMs={startUtcMs}
                      onSelect={select}
                    />
                  </>
                )}
              </>
            ) : (
              <ProxyState recording={recording} />
            )}
          </div>
        }
        end={
          <aside aria-label="People" className="flex min-h-0 flex-1 flex-col bg-surface">
            {tracklets.isError ? (
              <ErrorNotice error={tracklets.error} className="m-3" />
            ) : (
              <TrackletList
                tracklets={all}
                isLoading={tracklets.isPending}
                recording={recording}
                trackletId={trackletId}
                onSelect={select}
              />
            )}
          </aside>
        }
      />
    </div>
  );
}
