import { type ReportModel, visitorsOf } from '../report-model.ts';
import { type Transition, transitionsOf } from '../transitions.ts';
import type { Pdf } from './document.ts';
import { drawText, type Rect, startPage } from './draw.ts';
import { drawPlan } from './plan-drawing.ts';
import { planView, schematicView } from './plan-view.ts';
import { colours, contentBottom, contentWidth, page } from './theme.ts';
import { countText, durationText, numberText } from './wording.ts';

const MAX_WAYS = 8;
const WAYS_HEIGHT = 34 + MAX_WAYS * 16;

const COUNTED =
  'The thicker a line, the more visitors, each counted once per way. Whom two cameras saw at once counts as gone from the first ' +
  'to the second, also who only stood where both look.';

const LEAD =
  `Ways of visitors from camera to camera. ${COUNTED} A line starts and ends in the middle of what a camera sees, and does not ` +
  'show the path between. A circle grows with the number of presences.';

/** A page per floor with cameras; where none is placed, a schematic, which takes two cameras to say anything. */
export function drawPlanPages(pdf: Pdf, report: ReportModel): void {
  const transitions = transitionsOf(visitorsOf(report));
  const floors = report.floors.filter(({ id }) =>
    report.cameras.some((camera) => camera.posM && camera.floorId === id),
  );
  const unplaced = report.cameras.filter((camera) => !camera.posM);
  if (floors.length === 0) {
    if (report.cameras.length > 1) drawSchematic(pdf, report, transitions);
    return;
  }
  for (const floor of floors) {
    const top = startPage(
      pdf,
      `Plan: ${floor.name}`,
      leadOf(
        floor.image !== null,
        unplaced.map(({ name }) => name),
      ),
    );
    const view = planView(floor, report.cameras, frameBelow(top));
    drawPlan(pdf, view, transitions);
    drawWays(pdf, report, waysOf(floor.id, report, transitions), view.frame.y + view.frame.height + 18);
  }
}

/**
 * All but the ways of other floors, which would fill the table where those are busier. Cameras that are placed nowhere have
 * no page of their own.
 */
function waysOf(floorId: number, report: ReportModel, transitions: readonly Transition[]): Transition[] {
  const elsewhere = new Set(
    report.cameras.filter((camera) => camera.posM && camera.floorId !== floorId).map(({ id }) => id),
  );
  const here = new Set(
    report.cameras.filter((camera) => camera.posM && camera.floorId === floorId).map(({ id }) => id),
  );
  return transitions.filter(({ fromCameraId, toCameraId }) => {
    const ends = [fromCameraId, toCameraId];
    return ends.some((id) => here.has(id)) || !ends.some((id) => elsewhere.has(id));
  });
}

function drawSchematic(pdf: Pdf, report: ReportModel, transitions: readonly Transition[]): void {
  const lead =
    'No camera is placed on a plan yet, so the cameras are drawn in a circle: the picture says who was seen where next, and nothing ' +
    `about distances. Add a plan picture and place the cameras to see the journeys on it. ${COUNTED}`;
  const top = startPage(pdf, 'Ways between cameras', lead);
  const view = schematicView(report.cameras, { ...frameBelow(top), height: 420 });
  drawPlan(pdf, view, transitions);
  drawWays(pdf, report, transitions, view.frame.y + view.frame.height + 18);
}

function leadOf(hasImage: boolean, unplaced: readonly string[]): string {
  const picture = hasImage
    ? ''
    : ' This floor has no picture; the cameras are drawn to scale on an empty page.';
  const missing = unplaced.length === 0 ? '' : ` Not placed, and so not drawn: ${unplaced.join(', ')}.`;
  return `${LEAD}${picture}${missing}`;
}

function frameBelow(top: number): Rect {
  return { x: page.margin, y: top, width: contentWidth, height: contentBottom - top - WAYS_HEIGHT - 18 };
}

/** The most walked ways as a table. */
function drawWays(pdf: Pdf, report: ReportModel, transitions: readonly Transition[], top: number): void {
  const nameOf = new Map(report.cameras.map((camera) => [camera.id, camera.name]));
  if (transitions.length === 0) {
    drawText(pdf, 'No visitor was linked from or to these cameras.', page.margin, top, {
      colour: colours.muted,
    });
    return;
  }
  let y = drawText(pdf, 'Most walked ways', page.margin, top, { size: 10.5, isBold: true }) + 5;
  for (const way of transitions.slice(0, MAX_WAYS)) {
    const name = `${nameOf.get(way.fromCameraId)}  ›  ${nameOf.get(way.toCameraId)}`;
    const amount = `${countText(way.linkCount, 'link')}, expected visitors ${way.expectedVisitors.toFixed(1)}`;
    drawText(pdf, name, page.margin, y, { size: 8.5, width: 220, isSingleLine: true });
    drawText(pdf, amount, page.margin + 228, y, { size: 8, colour: colours.muted, width: 150 });
    drawText(pdf, gapText(way), page.margin + 380, y, {
      size: 8,
      colour: colours.muted,
      width: contentWidth - 380,
      align: 'right',
    });
    y += 16;
    pdf.moveTo(page.margin, y - 4).lineTo(page.margin + contentWidth, y - 4);
    pdf.lineWidth(0.4).strokeColor(colours.line).stroke();
  }
}

function gapText({ medianGapMs, atOnceCount }: Transition): string {
  if (medianGapMs === null) return 'seen by both at once';
  const median = `median ${durationText(medianGapMs)}`;
  return atOnceCount === 0 ? `${median} on the way` : `${median}, ${numberText(atOnceCount)} at once`;
}
