import type { TimeSpan } from '../../core/timeline/spans.ts';
import type { ReportCamera } from '../report-model.ts';
import type { Pdf } from './document.ts';
import { drawHatch, drawText } from './draw.ts';
import { colours, contentWidth, page } from './theme.ts';
import { timeTicks } from './time-axis.ts';
import { durationText, percentText } from './wording.ts';

const NAME_WIDTH = 108;
const AMOUNT_WIDTH = 92;
const ROW_HEIGHT = 19;
const BAR_HEIGHT = 9;

export const coverageBarsHeight = (cameras: number): number => cameras * ROW_HEIGHT + 22;

/**
 * One bar per camera over the whole period: filled where it observed, hatched where it did not. Returns the
 * y below.
 */
export function drawCoverageBars(
  pdf: Pdf,
  cameras: readonly ReportCamera[],
  period: TimeSpan,
  timeZone: string,
  top: number,
): number {
  const left = page.margin + NAME_WIDTH;
  const width = contentWidth - NAME_WIDTH - AMOUNT_WIDTH;
  const periodMs = Math.max(1, period.endUtcMs - period.startUtcMs);
  const xOf = (utcMs: number): number => left + ((utcMs - period.startUtcMs) / periodMs) * width;
  const bottom = top + cameras.length * ROW_HEIGHT;

  for (const tick of timeTicks(period, timeZone, 7)) {
    const x = xOf(tick.utcMs);
    pdf.moveTo(x, top).lineTo(x, bottom).lineWidth(0.4).strokeColor(colours.line).stroke();
    drawText(pdf, tick.label, x - 30, bottom + 4, {
      size: 7,
      colour: colours.muted,
      width: 60,
      align: 'center',
    });
  }
  cameras.forEach((camera, row) => {
    const y = top + row * ROW_HEIGHT;
    const barTop = y + (ROW_HEIGHT - BAR_HEIGHT) / 2;
    drawText(pdf, camera.name, page.margin, y + 4, { size: 8.5, width: NAME_WIDTH - 10, isSingleLine: true });
    drawHatch(pdf, { x: left, y: barTop, width, height: BAR_HEIGHT });
    for (const span of camera.observed) {
      const x = xOf(span.startUtcMs);
      // Thinner than this a span would vanish from the print.
      pdf.rect(x, barTop, Math.max(0.6, xOf(span.endUtcMs) - x), BAR_HEIGHT).fill(colours.accent);
    }
    const amount = `${durationText(camera.observedMs)} · ${percentText(camera.observedMs / periodMs)}`;
    drawText(pdf, amount, left + width, y + 4.5, {
      size: 7.5,
      colour: colours.muted,
      width: AMOUNT_WIDTH,
      align: 'right',
    });
  });
  return bottom + 22;
}
