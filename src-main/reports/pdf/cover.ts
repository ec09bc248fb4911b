import { formatInZone } from '../../core/timeline/zone.ts';
import { isContinued, linksOf, presencesOf, type ReportModel, visitorsOf } from '../report-model.ts';
import { coverageBarsHeight, drawCoverageBars } from './coverage-bars.ts';
import type { Pdf } from './document.ts';
import { drawHatch, drawText, startPage, textHeight } from './draw.ts';
import { limitsOf } from './limits.ts';
import { colours, contentBottom, contentWidth, page } from './theme.ts';
import { countText, durationText, numberText, periodText } from './wording.ts';

const BAND_HEIGHT = 196;
/** As many cameras as leave room for the limits; the others follow on a page of their own. */
const CAMERAS_ON_COVER = 8;
const CAMERAS_PER_PAGE = 34;

/** Name, period, key figures, coverage per camera, and what the numbers can and cannot say. */
export function drawCover(pdf: Pdf, report: ReportModel): void {
  pdf.addPage();
  drawBand(pdf, report);
  let y = drawFigures(pdf, report, BAND_HEIGHT - 30) + 26;

  y = drawText(pdf, 'What was observed', page.margin, y, { size: 12, isBold: true }) + 6;
  const { period, cameras } = report;
  if (period) {
    drawLegend(pdf, y - 16);
    y = drawCoverageBars(pdf, cameras.slice(0, CAMERAS_ON_COVER), period, report.study.timeZone, y + 2);
    if (cameras.length > CAMERAS_ON_COVER) {
      const more = `${countText(cameras.length - CAMERAS_ON_COVER, 'more camera')} on the next page.`;
      y = drawText(pdf, more, page.margin, y, { size: 8, colour: colours.muted });
    }
  } else {
    y = drawText(pdf, 'Nothing has been analysed yet.', page.margin, y, { colour: colours.muted });
  }
  drawLimits(pdf, report, y + 12);
  if (period) drawMoreCoverage(pdf, report, period);
}

function drawMoreCoverage(
  pdf: Pdf,
  { cameras, study }: ReportModel,
  period: NonNullable<ReportModel['period']>,
): void {
  for (let from = CAMERAS_ON_COVER; from < cameras.length; from += CAMERAS_PER_PAGE) {
    const top = startPage(pdf, 'What was observed', 'Continued from the first page: the other cameras.');
    const part = cameras.slice(from, from + CAMERAS_PER_PAGE);
    if (top + coverageBarsHeight(part.length) > contentBottom)
      throw new RangeError('coverage page overflows');
    drawCoverageBars(pdf, part, period, study.timeZone, top);
  }
}

function drawBand(pdf: Pdf, { study, period, createdUtcMs }: ReportModel): void {
  pdf.rect(0, 0, page.width, BAND_HEIGHT).fill(colours.ink);
  pdf.rect(0, BAND_HEIGHT, page.width, 3).fill(colours.accent);
  drawText(pdf, 'WANDR', page.margin, 44, { size: 9, isBold: true, colour: '#7fd1cf' });
  drawText(pdf, `Made ${formatInZone(createdUtcMs, study.timeZone).slice(0, 16)}`, page.margin, 44, {
    size: 8,
    colour: '#a9b4c3',
    align: 'right',
  });
  const below = drawText(pdf, study.name, page.margin, 68, {
    size: 26,
    isBold: true,
    colour: colours.white,
    isSingleLine: true,
  });
  const when = period ? `${periodText(period, study.timeZone)} (${study.timeZone})` : 'Nothing observed yet';
  drawText(pdf, `Visitor journeys · ${when}`, page.margin, below + 6, { size: 10.5, colour: '#d5dce6' });
}

/** People where they could be estimated, else journeys. */
function visitorsFigure(
  { linking }: ReportModel,
  journeys: number,
  linked: number,
): [value: string, name: string, detail: string] {
  const estimate = linking?.visitors;
  if (!estimate) return [numberText(journeys), 'journeys', `${numberText(linked)} of more than one stop`];
  const range = `${numberText(Math.floor(estimate.from))}–${numberText(Math.ceil(estimate.to))}`;
  return [
    `about ${numberText(Math.round(estimate.expected))}`,
    'visitors, estimated',
    `${range}, nine times in ten; in ${countText(journeys, 'journey')}`,
  ];
}

function drawFigures(pdf: Pdf, report: ReportModel, top: number): number {
  const observedMs = report.cameras.reduce((sum, camera) => sum + camera.observedMs, 0);
  const links = linksOf(report);
  const confirmed = links.filter((link) => link.grade === 'confirmed').length;
  const visitors = visitorsOf(report);
  const linked = visitors.filter((journey) => presencesOf(journey).length > 1).length;
  const presences = report.tracklets.filter((tracklet) => !isContinued(tracklet)).length;
  const observing = report.cameras.filter((camera) => camera.observedMs > 0).length;
  const figures: [value: string, name: string, detail: string][] = [
    [durationText(observedMs), 'observed', `sum over ${countText(observing, 'camera')}`],
    [numberText(presences), 'presences', 'a person seen by one camera without a break'],
    visitorsFigure(report, visitors.length, linked),
    [numberText(links.length), 'links', `${numberText(confirmed)} confirmed-grade`],
  ];
  const gap = 10;
  const width = (contentWidth - gap * (figures.length - 1)) / figures.length;
  const height = 74;
  figures.forEach(([value, name, detail], index) => {
    const x = page.margin + index * (width + gap);
    pdf.roundedRect(x, top, width, height, 4).fillAndStroke(colours.white, colours.line);
    drawText(pdf, value, x + 12, top + 11, { size: 16, isBold: true, width: width - 20, isSingleLine: true });
    drawText(pdf, name, x + 12, top + 33, {
      size: 8.5,
      isBold: true,
      colour: colours.accent,
      width: width - 20,
    });
    drawText(pdf, detail, x + 12, top + 46, { size: 7, colour: colours.muted, width: width - 18 });
  });
  return top + height;
}

function drawLegend(pdf: Pdf, y: number): void {
  const right = page.width - page.margin;
  pdf.rect(right - 134, y + 1, 12, 7).fill(colours.accent);
  drawText(pdf, 'observed', right - 118, y, { size: 7.5, colour: colours.muted, width: 50 });
  drawHatch(pdf, { x: right - 72, y: y + 1, width: 12, height: 7 });
  drawText(pdf, 'not observed', right - 56, y, { size: 7.5, colour: colours.muted, width: 60 });
}

function drawLimits(pdf: Pdf, report: ReportModel, top: number): void {
  const width = contentWidth - 32;
  const style = { size: 8.2, colour: colours.ink, width, lineGap: 1.6 };
  const parts = limitsOf(report);
  const height = parts.reduce((sum, { text }) => sum + 13 + textHeight(pdf, text, style) + 7, 34);
  pdf.roundedRect(page.margin, top, contentWidth, height, 4).fillAndStroke(colours.surface, colours.line);
  pdf.rect(page.margin, top, 3, height).fill(colours.warm);
  let y =
    drawText(pdf, 'How far these numbers go', page.margin + 16, top + 12, { size: 11, isBold: true, width }) +
    7;
  for (const { title, text } of parts) {
    y =
      drawText(pdf, title, page.margin + 16, y, { size: 8.2, isBold: true, colour: colours.warm, width }) + 2;
    y = drawText(pdf, text, page.margin + 16, y, style) + 7;
  }
}
