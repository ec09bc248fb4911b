import { useQuery } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import { useMemo } from 'react';
import type { Recording } from '#shared/contract/library.ts';
import { orpc } from '../../../api/index.ts';
import { EmptyState, ErrorNotice, Spinner } from '../../../ui/index.ts';
import { CoverageChart } from './CoverageChart.tsx';
import { fitWindow } from './time-window.ts';

/** When each camera was recording. Only accepted recordings count. */
export function CoveragePanel({ recordings }: { recordings: readonly Recording[] }) {
  const coverage = useQuery(orpc.library.coverage.queryOptions());
  const byId = useMemo(() => new Map(recordings.map((recording) => [recording.id, recording])), [recordings]);
  const widest = useMemo(
    () => fitWindow(coverage.data?.flatMap((camera) => camera.observed) ?? []),
    [coverage.data],
  );
  if (coverage.error !== null) return <ErrorNotice error={coverage.error} className="m-6" />;
  if (coverage.data === undefined) {
    return (
      <div className="flex flex-1 items-center justify-center">
        <Spinner label="Working out the coverage…" />
      </div>
    );
  }
  if (widest === null) {
    return (
      <EmptyState icon={<CalendarClock />} title="No accepted footage yet">
        Accept recordings in the Review tab. Here you then see when each camera was recording, and where it
        was not.
      </EmptyState>
    );
  }
  // More footage means another widest window: the chart starts anew on it.
  const key = `${widest.startUtcMs} ${widest.endUtcMs}`;
  return <CoverageChart key={key} cameras={coverage.data} recordings={byId} widest={widest} />;
}
