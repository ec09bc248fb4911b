import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatInZone } from '../../core/timeline/zone.ts';
import { csvTables, renderCsv } from '../../reports/csv/tables.ts';
import { renderPdf } from '../../reports/pdf/render-pdf.ts';
import { readReport } from '../../reports/read-report.ts';
import { reportFileName } from '../../reports/report-file-name.ts';
import { openReadOnly } from '../../store/open-study.ts';
import type { ResultOf, TaskRunner } from '../tasks.ts';

type WrittenFile = ResultOf<'report'>['files'][number];

/** Writes the report's files. All are made before the first takes the place of an older one. */
export const report: TaskRunner<'report'> = async (task, { signal, progress }) => {
  progress({ progress: 0, phase: 'reading' });
  const model = readModel(task);
  signal.throwIfAborted();
  const files: { name: string; format: 'pdf' | 'csv'; description: string; bytes: Uint8Array }[] = [];
  if (task.formats.includes('csv')) {
    for (const table of csvTables) {
      const bytes = Buffer.from(renderCsv(table, model), 'utf8');
      files.push({ name: table.fileName, format: 'csv', description: table.description, bytes });
      progress({ progress: 0.1 + (0.3 * files.length) / csvTables.length, phase: 'writing CSV' });
      signal.throwIfAborted();
    }
  }
  if (task.formats.includes('pdf')) {
    progress({ progress: 0.5, phase: 'drawing PDF' });
    const date = formatInZone(task.createdUtcMs, model.study.timeZone).slice(0, 10);
    const bytes = await renderPdf(model, signal);
    const description = 'Coverage, plan with journeys, table of journeys and footfall per camera and hour.';
    files.push({ name: reportFileName(model.study.name, date), format: 'pdf', description, bytes });
  }
  progress({ progress: 0.95, phase: 'saving' });
  const written: WrittenFile[] = [];
  for (const { name, format, description, bytes } of files) {
    await writeWhole(join(task.reportsFolder, name), bytes, signal);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    written.push({ fileName: name, format, description, sizeBytes: bytes.byteLength, sha256 });
  }
  return { kind: 'report', files: written };
};

function readModel(task: Parameters<typeof report>[0]) {
  using study = openReadOnly(task.databasePath);
  return readReport(study, task);
}

/** Nobody ever opens half a report, and a full disk leaves the one before. */
async function writeWhole(path: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  try {
    await writeFile(partial, bytes, { signal });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
