import { useQuery } from '@tanstack/react-query';
import type { Tracklet } from '#shared/contract/analysis.ts';
import { client, orpc } from '../../api/index.ts';

/** The largest page that the contract gives. */
const PAGE = 1000;

/** All tracklets of a recording, in the order in which they appear. */
export function useTracklets(recordingId: number) {
  return useQuery({
    // Under the procedure's own key, so that a change of tracklets refreshes it.
    queryKey: [...orpc.analysis.tracklets.key(), { allOf: recordingId }],
    queryFn: ({ signal }) => fetchAll(recordingId, signal),
  });
}

async function fetchAll(recordingId: number, signal: AbortSignal): Promise<Tracklet[]> {
  const all: Tracklet[] = [];
  for (;;) {
    const page = await client.analysis.tracklets(
      { recordingId, offset: all.length, limit: PAGE },
      { signal },
    );
    all.push(...page.tracklets);
    if (page.tracklets.length === 0 || all.length >= page.total) break;
  }
  return all.sort((a, b) => a.startOffsetMs - b.startOffsetMs || a.id - b.id);
}
