import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { TrackletPath } from '#shared/contract/analysis.ts';
import { orpc } from '../../api/index.ts';
import type { ProxyPlayback } from './playback/proxy-playback.ts';

/** Paths are fetched in pieces of this length: at most a few hundred people each, even in a crowd. */
const WINDOW_MS = 30_000;

/** The paths around the frame on screen, and those of the next window ahead of time. */
export function useOverlayPaths(
  recordingId: number,
  playback: ProxyPlayback | null,
): readonly TrackletPath[] {
  const [window, setWindow] = useState(0);
  useEffect(
    () =>
      playback?.onFrame((offsetMs) => {
        // Setting the same number again renders nothing.
        setWindow(Math.floor(offsetMs / WINDOW_MS));
      }),
    [playback],
  );
  const results = useQueries({
    queries: [window, window + 1].map((index) =>
      orpc.analysis.paths.queryOptions({
        input: { recordingId, fromOffsetMs: index * WINDOW_MS, toOffsetMs: (index + 1) * WINDOW_MS },
        placeholderData: keepPreviousData,
      }),
    ),
  });
  const [now, next] = results.map((result) => result.data);
  return useMemo(() => {
    const byId = new Map<number, TrackletPath>();
    for (const path of [...(next ?? []), ...(now ?? [])]) byId.set(path.trackletId, path);
    return [...byId.values()];
  }, [now, next]);
}
