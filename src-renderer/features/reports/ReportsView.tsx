import { useMutation, useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { orpc } from '../../api/index.ts';
import { Card, EmptyState, ErrorNotice, Spinner, ViewHeader } from '../../ui/index.ts';
import { CreateReport } from './CreateReport.tsx';
import { ReportJobs } from './ReportJobs.tsx';
import { ReportsTable } from './ReportsTable.tsx';

export function ReportsView() {
  const reports = useQuery(orpc.reports.list.queryOptions());
  const create = useMutation(orpc.reports.create.mutationOptions());
  return (
    <>
      <ViewHeader
        title="Reports"
        description="What was observed, what was not, and how sure the numbers are."
      />
      <div className="flex min-h-0 flex-1 flex-col gap-4 p-6">
        <CreateReport create={create} />
        <ReportJobs startedJobId={create.data?.jobId ?? null} />
        {reports.error !== null && <ErrorNotice error={reports.error} />}
        {reports.isPending && <Spinner label="Loading reports…" />}
        {reports.data !== undefined && (
          <Card title="Reports of this study" isFlush className="min-h-40 flex-1">
            {reports.data.length > 0 ? (
              <ReportsTable reports={reports.data} />
            ) : (
              <EmptyState icon={<FileText />} title="No reports yet">
                A report shows the study as it stands now. Make one after the analysis, and again whenever it
                changed.
              </EmptyState>
            )}
          </Card>
        )}
      </div>
    </>
  );
}
