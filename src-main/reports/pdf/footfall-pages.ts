import { formatInZone } from '../../core/timeline/zone.ts';
import type { FootfallHour, ReportCamera, ReportModel } from '../report-model.ts';
import type { Pdf } from './document.ts';
import { drawHatch, drawText, type Rect, startPage } from './draw.ts';
import { colours, contentBottom, contentWidth, page } from './theme.ts';
import { countText, durationText, numberText } from './wording.ts';

const HOUR_MS = 3_600_000;
const AXIS_WIDTH = 30;
const CHART_HEIGHT = 78;
const BLOCK_HEIGHT = CHART_HEIGHT + 58;
/** More bars in a row would be too thin to read. */
const MAX_HOURS_PER_ROW = 72;

const LEAD =
  'Presences that began in each hour, on one scale for all cameras: a person in the picture without a break, counted once ' +
  'however many files show it. The strip under a bar shows how much of the hour was ' +
  'observed; a hatched hour was not observed at all, and says nothing about how many people came.';

/** A bar chart per camera of counts per hour, with the observed share of each hour. */
export function drawFootfallPages(pdf: Pdf, report: ReportModel): void {
  const charts = report.cameras.flatMap((camera) => rowsOf(camera));
  const most = charts
    .flatMap(({ hours }) => hours)
    .reduce((top, hour) => Math.max(top, hour.presenceCount), 0);
  let y = startPage(pdf, 'Footfall per camera and hour', LEAD);
  if (charts.length === 0) drawText(pdf, 'Nothing was observed.', page.margin, y, { colour: colours.muted });
  for (const chart of charts) {
    if (y + BLOCK_HEIGHT > contentBottom) y = startPage(pdf, 'Footfall per camera and hour', 'Continued.');
    drawChart(pdf, chart.camera, chart.hours, niceTop(most), report.study.timeZone, y);
    y += BLOCK_HEIGHT;
  }
}

/** Cuts a long time into rows of about the same length. */
function rowsOf(camera: ReportCamera): { camera: ReportCamera; hours: FootfallHour[] }[] {
  const rowCount = Math.ceil(camera.hours.length / MAX_HOURS_PER_ROW);
  const perRow = Math.ceil(camera.hours.length / rowCount);
  return Array.from({ length: rowCount }, (_, row) => ({
    camera,
    hours: camera.hours.slice(row * perRow, (row + 1) * perRow),
  }));
}

/** The least number that the axis can end at whose half is round too. */
export function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 4, 6, 8, 10].map((factor) => factor * power).find((top) => top >= most)!;
}

function drawChart(
  pdf: Pdf,
  camera: ReportCamera,
  hours: readonly FootfallHour[],
  top: number,
  timeZone: string,
  y: number,
): void {
  const observedMs = hours.reduce((sum, hour) => sum + hour.observedMs, 0);
  const count = hours.reduce((sum, hour) => sum + hour.presenceCount, 0);
  drawText(pdf, camera.name, page.margin, y, {
    size: 10,
    isBold: true,
    width: contentWidth - 200,
    isSingleLine: true,
  });
  drawText(
    pdf,
    `${countText(count, 'presence')} in ${durationText(observedMs)} observed`,
    page.margin,
    y + 1.5,
    {
      size: 8,
      colour: colours.muted,
      align: 'right',
    },
  );
  const plot: Rect = {
    x: page.margin + AXIS_WIDTH,
    y: y + 20,
    width: contentWidth - AXIS_WIDTH,
    height: CHART_HEIGHT,
  };
  drawGrid(pdf, plot, top);
  // A short study must not have bars as wide as a hand.
  const slot = Math.min(plot.width / hours.length, 46);
  hours.forEach((hour, index) => {
    drawHour(pdf, hour, { ...plot, x: plot.x + index * slot, width: slot }, top);
  });
  drawHourLabels(pdf, hours, plot, slot, timeZone);
}

function drawGrid(pdf: Pdf, plot: Rect, top: number): void {
  for (const share of [0, 0.5, 1]) {
    const y = plot.y + plot.height * (1 - share);
    pdf.moveTo(plot.x, y).lineTo(plot.x + plot.width, y);
    pdf
      .lineWidth(share === 0 ? 0.8 : 0.4)
      .strokeColor(share === 0 ? colours.faint : colours.line)
      .stroke();
    if (!Number.isInteger(top * share)) continue;
    drawText(pdf, numberText(top * share), page.margin, y - 4.5, {
      size: 7,
      colour: colours.muted,
      width: AXIS_WIDTH - 6,
      align: 'right',
    });
  }
}

function drawHour(pdf: Pdf, hour: FootfallHour, slot: Rect, top: number): void {
  const inset = Math.min(3, slot.width * 0.12);
  const width = slot.width - 2 * inset;
  const x = slot.x + inset;
  const base = slot.y + slot.height;
  if (hour.observedMs === 0) {
    drawHatch(pdf, { x, y: slot.y, width, height: slot.height });
    return;
  }
  const height = (hour.presenceCount / top) * slot.height;
  pdf.rect(x, base - height, width, height).fill(colours.accent);
  pdf.rect(x, base + 3, width, 3).fill(colours.line);
  pdf.rect(x, base + 3, width * Math.min(1, hour.observedMs / HOUR_MS), 3).fill(colours.warm);
  if (slot.width < 13) return;
  drawText(pdf, numberText(hour.presenceCount), slot.x, base - height - 10, {
    size: 7,
    isBold: true,
    width: slot.width,
    align: 'center',
  });
}

/** The hour under every bar that leaves room for it, the day under the first and under every midnight. */
function drawHourLabels(
  pdf: Pdf,
  hours: readonly FootfallHour[],
  plot: Rect,
  slot: number,
  timeZone: string,
): void {
  const every = [1, 2, 3, 6, 12].find((step) => step * slot >= 26) ?? 24;
  hours.forEach((hour, index) => {
    const local = formatInZone(hour.startUtcMs, timeZone);
    const hourOfDay = Number(local.slice(11, 13));
    const x = plot.x + index * slot;
    const y = plot.y + plot.height + 9;
    if (hourOfDay % every === 0 || hours.length === 1) {
      drawText(pdf, local.slice(11, 16), x - 10, y, {
        size: 7,
        colour: colours.muted,
        width: slot + 20,
        align: 'center',
      });
    }
    if (index === 0 || hourOfDay === 0) {
      drawText(pdf, local.slice(0, 10), x, y + 9, { size: 7, colour: colours.ink, isBold: true, width: 60 });
    }
  });
}
