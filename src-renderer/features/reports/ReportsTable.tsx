import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy, Download, FileSpreadsheet, FileText, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReportFile } from '#shared/contract/reports.ts';
import { mediaUrl, orpc, useStudy } from '../../api/index.ts';
import { formatBytes, formatInstant } from '../../lib/format.ts';
import { Button, type Column, ConfirmDialog, DataTable, IconButton, toast } from '../../ui/index.ts';

/** Saves a file through the browser. The URL is signed at the click, so that it never is an expired one. */
async function download(report: ReportFile): Promise<void> {
  const anchor = document.createElement('a');
  anchor.href = await mediaUrl({ kind: 'report', id: report.id });
  anchor.download = report.fileName;
  anchor.click();
}

function copyHash(report: ReportFile): void {
  navigator.clipboard.writeText(report.sha256).then(() => toast.info('SHA-256 copied'), toast.error);
}

export function ReportsTable({ reports }: { reports: readonly ReportFile[] }) {
  const { timeZone } = useStudy();
  const queryClient = useQueryClient();
  const [toDelete, setToDelete] = useState<ReportFile | null>(null);
  const remove = useMutation(
    orpc.reports.delete.mutationOptions({
      onSuccess: () => {
        setToDelete(null);
        return queryClient.invalidateQueries({ queryKey: orpc.reports.key() });
      },
    }),
  );
  const columns = useMemo(
    (): Column<ReportFile>[] => [
      {
        id: 'file',
        header: 'File',
        width: 'minmax(140px, 2fr)',
        sortBy: (report) => report.fileName,
        cell: (report) => (
          <span className="flex items-center gap-3">
            {report.format === 'pdf' ? (
              <FileText aria-hidden className="size-4 shrink-0 text-danger" />
            ) : (
              <FileSpreadsheet aria-hidden className="size-4 shrink-0 text-success" />
            )}
            <span className="min-w-0">
              <span className="block truncate font-medium">{report.fileName}</span>
              <span className="block truncate text-xs leading-4 text-ink-3" title={report.description}>
                {report.description}
              </span>
            </span>
          </span>
        ),
      },
      {
        id: 'created',
        header: 'Created',
        width: '168px',
        sortBy: (report) => report.createdUtcMs,
        cell: (report) => formatInstant(report.createdUtcMs, timeZone),
      },
      {
        id: 'size',
        header: 'Size',
        width: '92px',
        align: 'end',
        sortBy: (report) => report.sizeBytes,
        cell: (report) => formatBytes(report.sizeBytes),
      },
      {
        id: 'sha256',
        header: 'SHA-256',
        width: '120px',
        cell: (report) => (
          <span className="flex items-center gap-1">
            <span className="truncate font-mono text-xs text-ink-3" title={report.sha256} data-selectable>
              {report.sha256.slice(0, 8)}…
            </span>
            <IconButton
              size="sm"
              label={`Copy the SHA-256 of ${report.fileName}`}
              icon={<Copy />}
              onClick={() => copyHash(report)}
            />
          </span>
        ),
      },
      {
        id: 'actions',
        header: 'Actions',
        isHeaderHidden: true,
        width: '156px',
        align: 'end',
        cell: (report) => (
          <span className="flex items-center justify-end gap-1">
            <Button
              size="sm"
              icon={<Download />}
              aria-label={`Download ${report.fileName}`}
              onClick={() => {
                download(report).catch(toast.error);
              }}
            >
              Download
            </Button>
            <IconButton
              size="sm"
              label={`Delete ${report.fileName}`}
              icon={<Trash2 />}
              onClick={() => setToDelete(report)}
            />
          </span>
        ),
      },
    ],
    [timeZone],
  );
  return (
    <>
      <DataTable
        label="Reports"
        rows={reports}
        columns={columns}
        rowKey={(report) => report.id}
        rowHeightPx={52}
        initialSort={{ column: 'created', direction: 'desc' }}
        minWidthPx={652}
      />
      {toDelete !== null && (
        <ConfirmDialog
          isOpen
          onOpenChange={() => setToDelete(null)}
          title={`Delete ${toDelete.fileName}?`}
          description="The file goes from the study folder. A copy that you downloaded stays where it is."
          confirmLabel="Delete"
          isDanger
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ id: toDelete.id })}
        />
      )}
    </>
  );
}
