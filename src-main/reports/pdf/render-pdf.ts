import { formatInZone } from '../../core/timeline/zone.ts';
import type { ReportModel } from '../report-model.ts';
import { drawCover } from './cover.ts';
import { finishPdf, openPdf, type Pdf } from './document.ts';
import { drawFootfallPages } from './footfall-pages.ts';
import { drawJourneysTable } from './journeys-table.ts';
import { drawPlanPages } from './plan-page.ts';

const parts: readonly ((pdf: Pdf, report: ReportModel) => void)[] = [
  drawCover,
  drawPlanPages,
  drawJourneysTable,
  drawFootfallPages,
];

/** The PDF of a report. The same report gives the same bytes. Stops between parts when `signal` aborts. */
export async function renderPdf(report: ReportModel, signal: AbortSignal): Promise<Uint8Array> {
  const pdf = openPdf(report);
  for (const draw of parts) {
    signal.throwIfAborted();
    draw(pdf, report);
  }
  const made = formatInZone(report.createdUtcMs, report.study.timeZone).slice(0, 16);
  return finishPdf(
    pdf,
    `${report.study.name} · made ${made} with Wandr ${report.appVersion} · visitor numbers are pseudonyms of this study`,
  );
}
