import type { UseMutationResult } from '@tanstack/react-query';
import { FilePlus2 } from 'lucide-react';
import { useState } from 'react';
import type { ReportFormat } from '#shared/contract/reports.ts';
import { reportTables } from '#shared/report-tables.ts';
import { Button, Checkbox, ErrorNotice } from '../../ui/index.ts';

export interface CreateReportProps {
  create: Pick<
    UseMutationResult<{ jobId: number }, unknown, { formats: ReportFormat[] }>,
    'mutate' | 'isPending' | 'error'
  >;
}

const tables = new Intl.ListFormat('en-GB').format(reportTables);
const formats: readonly { format: ReportFormat; label: string; hint: string }[] = [
  { format: 'pdf', label: 'PDF', hint: 'Coverage, plan with journeys, table of journeys, footfall by hour.' },
  { format: 'csv', label: 'CSV', hint: `Tables of ${tables}, for a spreadsheet.` },
];

export function CreateReport({ create }: CreateReportProps) {
  const [chosen, setChosen] = useState<readonly ReportFormat[]>(['pdf', 'csv']);
  return (
    <section
      aria-label="New report"
      className="flex shrink-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4 shadow-low"
    >
      <div className="flex flex-wrap items-center gap-x-8 gap-y-3">
        {formats.map(({ format, label, hint }) => (
          <Checkbox
            key={format}
            label={label}
            hint={hint}
            checked={chosen.includes(format)}
            onCheckedChange={(isOn) =>
              setChosen(isOn ? [...chosen, format] : chosen.filter((other) => other !== format))
            }
          />
        ))}
        <div className="flex-1" />
        <Button
          variant="primary"
          icon={<FilePlus2 />}
          disabled={chosen.length === 0}
          isBusy={create.isPending}
          onClick={() => create.mutate({ formats: [...chosen] })}
        >
          Create report
        </Button>
      </div>
      {create.error !== null && <ErrorNotice error={create.error} />}
    </section>
  );
}
