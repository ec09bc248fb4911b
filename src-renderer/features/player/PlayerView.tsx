/** The Player view: `#/player` lists the recordings, `#/player?recording=3&tracklet=7&at=12000` plays one. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { orpc } from '../../api/index.ts';
import { useRoute } from '../../lib/router.ts';
import { ErrorNotice, Spinner } from '../../ui/index.ts';
import { inTrueTime } from './model/true-time.ts';
import { readPlace } from './place.ts';
import { RecordingPlayer } from './RecordingPlayer.tsx';
import { RecordingTable } from './RecordingTable.tsx';

export function PlayerView() {
  const place = readPlace(useRoute().params);
  const library = useQuery(orpc.library.recordings.queryOptions());
  const plan = useQuery(orpc.plan.get.queryOptions());
  const recordings = useMemo(
    () => library.data && plan.data && inTrueTime(library.data, plan.data.cameras),
    [library.data, plan.data],
  );
  // A link may name a tracklet only; its recording and its time follow.
  const linked = useQuery({
    ...orpc.analysis.tracklet.queryOptions({ input: { trackletId: place.trackletId ?? 1 } }),
    enabled: place.trackletId !== null && (place.recordingId === null || place.atMs === null),
  });
  const error = library.error ?? plan.error ?? linked.error;
  if (error)
    return (
      <Centred>
        <ErrorNotice error={error} />
      </Centred>
    );
  if (!recordings || linked.isLoading)
    return (
      <Centred>
        <Spinner label="Loading recordings…" />
      </Centred>
    );

  const recordingId = place.recordingId ?? linked.data?.recordingId ?? null;
  const recording = recordings.find((candidate) => candidate.id === recordingId);
  if (!recording) return <RecordingTable recordings={recordings} isMissing={recordingId !== null} />;
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
