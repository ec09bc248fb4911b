import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { client } from '../../api/index.ts';
import { type PlaybackState, ProxyPlayback } from './playback/proxy-playback.ts';

/** Plays a recording's proxy in the element that takes `containerRef`; `playback` is null until that is there. */
export function usePlayback(recordingId: number, startMs: number) {
  const [playback, setPlayback] = useState<ProxyPlayback | null>(null);
  // Later seeks go through the playback itself.
  const [firstMs] = useState(startMs);
  const containerRef = useCallback(
    (container: HTMLElement | null) => {
      if (container === null) return;
      const signUrl = async (signal: AbortSignal) => {
        const [signed] = await client.media.urls({ refs: [{ kind: 'proxy', id: recordingId }] }, { signal });
        if (!signed) throw new Error('The host answered with too few URLs.');
        return signed;
      };
      const made = new ProxyPlayback(container, signUrl, firstMs);
      setPlayback(made);
      return () => {
        made[Symbol.dispose]();
        setPlayback(null);
      };
    },
    [recordingId, firstMs],
  );
  return { containerRef, playback };
}

export function usePlaybackState<T>(playback: ProxyPlayback, select: (state: PlaybackState) => T): T {
  return useStore(playback.state, select);
}
