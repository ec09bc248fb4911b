import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Cpu, Film, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { orpc } from '../../api/index.ts';
import { navigate } from '../../lib/router.ts';
import { Button, EmptyState, ErrorNotice, Spinner, ViewHeader } from '../../ui/index.ts';
import { AnalysisSettingsDialog } from './AnalysisSettingsDialog.tsx';
import { JobsTable } from './JobsTable.tsx';
import { QueueHeader } from './QueueHeader.tsx';
import { StartCard } from './StartCard.tsx';

/** As many jobs as the contract lists. */
const jobsLimit = 2_000;

export function AnalysisView() {
  const jobs = useQuery(
    orpc.jobs.list.queryOptions({ input: { limit: jobsLimit }, placeholderData: keepPreviousData }),
  );
  const recordings = useQuery(orpc.library.recordings.queryOptions());
  const [isEditing, setIsEditing] = useState(false);

  const hasFootage = recordings.data?.some((recording) => recording.status === 'accepted') === true;
  const hasJobs = (jobs.data?.jobs.length ?? 0) > 0;
  return (
    <>
      <ViewHeader
        title="Analysis"
        description="Finds and follows people in the accepted footage, then links them across cameras."
        actions={
          <Button icon={<SlidersHorizontal />} onClick={() => setIsEditing(true)}>
            Settings…
          </Button>
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-4 p-6">
        {recordings.error !== null && <ErrorNotice error={recordings.error} />}
        {jobs.error !== null && <ErrorNotice error={jobs.error} />}
        {recordings.data !== undefined && hasFootage && <StartCard recordings={recordings.data} />}
        {jobs.data !== undefined && hasJobs && (
          <>
            <QueueHeader queue={jobs.data.queue} jobs={jobs.data.jobs} />
            <JobsTable jobs={jobs.data.jobs} />
          </>
        )}
        {(jobs.isPending || recordings.isPending) && (
          <div className="flex flex-1 items-center justify-center">
            <Spinner label="Loading…" />
          </div>
        )}
        {jobs.data !== undefined && recordings.data !== undefined && !hasJobs && !hasFootage && (
          <EmptyState
            icon={<Film />}
            title="Nothing to analyse yet"
            action={
              <Button variant="primary" onClick={() => navigate('footage')}>
                Go to Footage
              </Button>
            }
          >
            Add recordings and accept them in Footage. Then the analysis can start here.
          </EmptyState>
        )}
        {jobs.data !== undefined && hasFootage && !hasJobs && (
          <EmptyState icon={<Cpu />} title="No jobs yet">
            Start the analysis above. You can close Wandr at any time: the work goes on where it stopped.
          </EmptyState>
        )}
      </div>
      <AnalysisSettingsDialog isOpen={isEditing} onOpenChange={setIsEditing} />
    </>
  );
}
