import { formatInZone } from '../../core/timeline/zone.ts';
import { isAtOnce, presencesOf, type ReportJourney, type ReportModel, visitorsOf } from '../report-model.ts';
import type { Pdf } from './document.ts';
import { drawText, startPage, textHeight } from './draw.ts';
import { drawSwatches } from './swatches.ts';
import { colours, contentBottom, contentWidth, page } from './theme.ts';
import { countText, durationText, numberText, percentText } from './wording.ts';

/** More rows help nobody on paper; the CSV has them all. */
const MAX_ROWS = 200;
/** Up to this many journeys, those of one stop are listed too. */
const ALL_UP_TO = 60;
/** Cameras named per row; the others are counted. */
const MAX_CAMERAS = 12;
const columns = Object.freeze({
  label: 0,
  start: 48,
  duration: 140,
  cameras: 208,
  confidence: 390,
  outfit: 455,
});
const CAMERAS_WIDTH = columns.confidence - columns.cameras - 12;

export function drawJourneysTable(pdf: Pdf, report: ReportModel): void {
  const visitors = visitorsOf(report);
  const linked = visitors.filter((journey) => presencesOf(journey).length > 1);
  const listsAll = linked.length === 0 || visitors.length <= ALL_UP_TO;
  const chosen = listsAll ? visitors : linked;
  const rows = chosen.slice(0, MAX_ROWS);
  const lead = leadText(report, listsAll, chosen.length, rows.length);
  let y = startTablePage(pdf, 'Journeys', lead);
  for (const journey of rows) {
    const cameras = cameraText(journey);
    const height = Math.max(19, textHeight(pdf, cameras, { size: 8, width: CAMERAS_WIDTH }) + 9);
    if (y + height > contentBottom) y = startTablePage(pdf, 'Journeys', 'Continued.');
    drawRow(pdf, report, journey, cameras, y, height);
    y += height;
  }
}

function leadText({ journeys }: ReportModel, listsAll: boolean, chosen: number, shown: number): string {
  if (journeys.length === 0) return 'No journeys yet: either nobody was seen, or linking has not run.';
  const what = listsAll
    ? countText(chosen, 'journey')
    : `${countText(chosen, 'journey')} of more than one stop`;
  const cut = shown < chosen ? `; the first ${numberText(shown)} are shown` : '';
  return (
    `${what}, in order of first appearance${cut}. ` +
    `All ${numberText(journeys.length)} are in journeys.csv, every stop with its evidence in stops.csv. ` +
    'Duration is from first to last seen. A plus joins cameras that saw the visitor at once. ' +
    'Confidence is that of the weakest link; the squares are the colours of top, bottom and shoes.'
  );
}

function startTablePage(pdf: Pdf, heading: string, lead: string): number {
  const y = startPage(pdf, heading, lead);
  const style = { size: 7.5, isBold: true, colour: colours.muted, width: 90 };
  drawText(pdf, 'Visitor', page.margin + columns.label, y, style);
  drawText(pdf, 'First seen', page.margin + columns.start, y, style);
  drawText(pdf, 'Duration', page.margin + columns.duration, y, style);
  drawText(pdf, 'Cameras in order', page.margin + columns.cameras, y, style);
  drawText(pdf, 'Confidence', page.margin + columns.confidence, y, style);
  drawText(pdf, 'Outfit', page.margin + columns.outfit, y, style);
  pdf.moveTo(page.margin, y + 14).lineTo(page.margin + contentWidth, y + 14);
  pdf.lineWidth(0.8).strokeColor(colours.ink).stroke();
  return y + 15;
}

/** `cam01 ›  cam02 ×3  +  cam03`: stops at one camera in a row are counted; a plus joins views at once. */
function cameraText(journey: ReportJourney): string {
  const visits: { name: string; count: number; joint: string }[] = [];
  for (const stop of presencesOf(journey)) {
    const name = stop.tracklet.cameraName;
    const last = visits.at(-1);
    if (last?.name === name) last.count++;
    else visits.push({ name, count: 1, joint: isAtOnce(stop) ? '  +  ' : '  ›  ' });
  }
  const shown = visits.slice(0, MAX_CAMERAS).reduce((text, { name, count, joint }, index) => {
    return `${text}${index === 0 ? '' : joint}${count === 1 ? name : `${name} ×${count}`}`;
  }, '');
  return visits.length > MAX_CAMERAS ? `${shown}  ›  … ${visits.length - MAX_CAMERAS} more` : shown;
}

function drawRow(
  pdf: Pdf,
  { study }: ReportModel,
  journey: ReportJourney,
  cameras: string,
  y: number,
  height: number,
): void {
  const at = (column: keyof typeof columns): number => page.margin + columns[column];
  const textY = y + 5;
  drawText(pdf, journey.label, at('label'), textY, { size: 8, isBold: true, width: 46 });
  drawText(pdf, formatInZone(journey.startUtcMs, study.timeZone), at('start'), textY, {
    size: 8,
    width: 98,
  });
  drawText(pdf, durationText(journey.durationMs), at('duration'), textY, {
    size: 8,
    width: 66,
  });
  drawText(pdf, cameras, at('cameras'), textY, { size: 8, width: CAMERAS_WIDTH });
  drawConfidence(pdf, journey, at('confidence'), textY);
  drawSwatches(pdf, journey.outfit, at('outfit'), y + 4);
  pdf.moveTo(page.margin, y + height).lineTo(page.margin + contentWidth, y + height);
  pdf.lineWidth(0.4).strokeColor(colours.line).stroke();
}

/** A journey of one stop rests on no link, so it has no confidence to show. */
function drawConfidence(pdf: Pdf, journey: ReportJourney, x: number, y: number): void {
  const { confidence, stops } = journey;
  if (presencesOf(journey).length === 1) {
    drawText(pdf, 'one stop', x, y, { size: 7.5, colour: colours.faint, width: 60 });
    return;
  }
  const isConfirmed = stops.every((stop) => !stop.link || stop.link.grade === 'confirmed');
  const width = 26;
  pdf.roundedRect(x, y + 2.5, width, 4.5, 2).fill(colours.line);
  pdf.roundedRect(x, y + 2.5, width * confidence, 4.5, 2).fill(isConfirmed ? colours.accent : colours.warm);
  drawText(pdf, percentText(confidence), x + width + 5, y, { size: 8, width: 34 });
}
