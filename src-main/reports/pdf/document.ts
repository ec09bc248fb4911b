import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { ReportModel } from '../report-model.ts';
import { colours, contentWidth, fonts, page } from './theme.ts';

export type Pdf = PDFKit.PDFDocument;

/**
 * An empty document. Its dates come from the report, never from the clock, and its identifier from its
 * dates, so the same report gives the same bytes.
 */
export function openPdf({ study, createdUtcMs, appVersion }: ReportModel): Pdf {
  const createdAt = new Date(createdUtcMs);
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    autoFirstPage: false,
    lang: 'en',
    displayTitle: true,
    info: {
      Title: `${study.name}: visitor journeys`,
      Creator: `Wandr ${appVersion}`,
      Producer: `Wandr ${appVersion}`,
      CreationDate: createdAt,
      ModDate: createdAt,
    },
  });
  const folder = fontsFolder();
  pdf.registerFont(fonts.regular, join(folder, 'Inter-Regular.ttf'));
  pdf.registerFont(fonts.semiBold, join(folder, 'Inter-SemiBold.ttf'));
  return pdf;
}

/** `resources/fonts` of the installation. Bundling moves this file, so it is looked for instead of counted in `..`. */
function fontsFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let above = start; ; above = dirname(above)) {
    const folder = join(above, 'resources', 'fonts');
    if (existsSync(folder)) return folder;
    if (dirname(above) === above)
      throw new Error(`The installation is broken: no resources/fonts above ${start}.`);
  }
}

/** Writes footers with page numbers, closes the document and gives its bytes. */
export async function finishPdf(pdf: Pdf, footer: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  pdf.on('end', resolve);
  pdf.on('error', reject);
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    pdf.switchToPage(index);
    drawFooter(pdf, footer, `${index + 1} / ${count}`);
  }
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawFooter(pdf: Pdf, text: string, pageNumber: string): void {
  const top = page.footerTop;
  pdf.moveTo(page.margin, top - 6).lineTo(page.width - page.margin, top - 6);
  pdf.lineWidth(0.5).strokeColor(colours.line).stroke();
  pdf.font(fonts.regular).fontSize(7.5).fillColor(colours.faint);
  pdf.text(text, page.margin, top, { width: contentWidth - 60, height: 10, ellipsis: true });
  pdf.text(pageNumber, page.margin, top, { width: contentWidth, align: 'right', lineBreak: false });
}
