/** The Player view: `#/player` lists the recordings, `#/player?recording=3&tracklet=7&at=12000` plays one. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../../api/index.ts';
import { useRoute } from '../../lib/router.ts';
import { ErrorNotice, Spinner } from '../../ui/index.ts';
import { readPlace } from './place.ts';
import { RecordingPlayer } from './RecordingPlayer.tsx';
import { RecordingTable } from './RecordingTable.tsx';

export function PlayerView() {
  const place = readPlace(useRoute().params);
  const recordings = useQuery(orpc.library.recordings.queryOptions());
  // A link may name a tracklet only; its recording and its time follow.
  const linked = useQuery({
    ...orpc.analysis.tracklet.queryOptions({ input: { trackletId: place.trackletId ?? 1 } }),
    enabled: place.trackletId !== null && (place.recordingId === null || place.atMs === null),
  });
  const error = recordings.error ?? linked.error;
  if (error)
    return (
      <Centred>
        <ErrorNotice error={error} />
      </Centred>
    );
  if (!recordings.data || linked.isLoading)
    return (
      <Centred>
        <Spinner label="Loading recordings…" />
      </Centred>
    );

  const recordingId = place.recordingId ?? linked.data?.recordingId ?? null;
  const recording = recordings.data.find((candidate) => candidate.id === recordingId);
  if (!recording) return <RecordingTable recordings={recordings.data} isMissing={recordingId !== null} />;
  return (
    <RecordingPlayer
      key={recording.id}
      recording={recording}
      trackletId={place.trackletId}
      atMs={place.atMs ?? linked.data?.startOffsetMs ?? 0}
    />
  );
}

function Centred({ children }: { children: ReactNode }) {
  return <div className="flex flex-1 items-center justify-center p-6">{children}</div>;
}
