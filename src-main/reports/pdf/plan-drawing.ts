import type { Transition } from '../transitions.ts';
import type { Pdf } from './document.ts';
import { drawText, textWidth } from './draw.ts';
import type { PagePoint, PlacedOnPage, PlanView } from './plan-view.ts';
import { colours } from './theme.ts';

const MAX_LINE_WIDTH = 7;
const MIN_LINE_WIDTH = 0.9;
/** How far a way bends aside, as a share of its length, so that there and back lie apart. */
const BEND = 0.16;
const MAX_CIRCLE = 15;
const LABEL_HEIGHT = 12.5;
/** From a pin to the middle of its name. */
const LABEL_DISTANCE = 13;

/** Picture, fields of view, ways, visitors and pins, from the bottom to the top. */
export function drawPlan(pdf: Pdf, view: PlanView, transitions: readonly Transition[]): void {
  drawGround(pdf, view);
  pdf.save();
  pdf.rect(view.frame.x, view.frame.y, view.frame.width, view.frame.height).clip();
  for (const { sector } of view.cameras) if (sector) drawSector(pdf, sector);
  pdf.restore();
  const placed = new Map(view.cameras.map((found) => [found.camera.id, found]));
  const most = transitions.reduce((top, way) => Math.max(top, way.expectedVisitors), 0);
  const mostPresences = view.cameras.reduce((top, { camera }) => Math.max(top, camera.presenceCount), 1);
  // The thickest last, so that no thin way hides it.
  for (const way of transitions.toReversed()) {
    const from = placed.get(way.fromCameraId);
    const to = placed.get(way.toCameraId);
    if (!from || !to) continue;
    const clear = circleRadius(to, mostPresences);
    drawWay(pdf, from.stop, to.stop, clear, lineWidth(way.expectedVisitors, most));
  }
  for (const found of view.cameras) drawVisitors(pdf, found, circleRadius(found, mostPresences));
  for (const found of view.cameras) drawPin(pdf, found);
}

function drawGround(pdf: Pdf, { frame, image, pointsPerM }: PlanView): void {
  if (image) {
    pdf.image(image.path, image.at.x, image.at.y, { width: image.at.width, height: image.at.height });
    // A pale veil: the plan is the ground of the drawing, not its subject.
    pdf
      .save()
      .fillOpacity(0.35)
      .rect(frame.x, frame.y, frame.width, frame.height)
      .fill(colours.white)
      .restore();
  } else {
    pdf.rect(frame.x, frame.y, frame.width, frame.height).fill(colours.surface);
  }
  pdf.rect(frame.x, frame.y, frame.width, frame.height).lineWidth(0.6).strokeColor(colours.line).stroke();
  if (pointsPerM) drawScale(pdf, frame.x + 10, frame.y + frame.height - 12, pointsPerM);
}

function drawScale(pdf: Pdf, x: number, y: number, pointsPerM: number): void {
  const lengthM = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((metres) => metres * pointsPerM >= 40) ?? 1000;
  const width = lengthM * pointsPerM;
  pdf
    .save()
    .fillOpacity(0.85)
    .rect(x - 5, y - 13, width + 10, 19)
    .fill(colours.white)
    .restore();
  pdf
    .moveTo(x, y - 3)
    .lineTo(x, y)
    .lineTo(x + width, y)
    .lineTo(x + width, y - 3);
  pdf.lineWidth(0.8).strokeColor(colours.ink).stroke();
  drawText(pdf, `${lengthM} m`, x, y - 11, { size: 7, width, align: 'center' });
}

function drawSector(pdf: Pdf, sector: readonly PagePoint[]): void {
  pdf.save();
  pdf.polygon(...sector.map(({ x, y }): [number, number] => [x, y]));
  pdf.fillOpacity(0.13).strokeOpacity(0.45).lineWidth(0.6).fillAndStroke(colours.warm, colours.warm);
  pdf.restore();
}

/** By area: a way of four times the visitors is twice as thick. */
function lineWidth(visitors: number, most: number): number {
  return Math.max(MIN_LINE_WIDTH, MAX_LINE_WIDTH * Math.sqrt(visitors / most));
}

/** @param clear how far before `centre` the arrow ends: at the edge of the circle that is drawn there */
function drawWay(pdf: Pdf, from: PagePoint, centre: PagePoint, clear: number, width: number): void {
  const length = Math.hypot(centre.x - from.x, centre.y - from.y);
  if (length <= clear) return;
  const along = { x: (centre.x - from.x) / length, y: (centre.y - from.y) / length };
  const side = { x: -along.y, y: along.x };
  const control = {
    x: (from.x + centre.x) / 2 + side.x * length * BEND,
    y: (from.y + centre.y) / 2 + side.y * length * BEND,
  };
  const arrow = Math.min(4 + width * 1.3, length / 3);
  const heading = unit({ x: centre.x - control.x, y: centre.y - control.y });
  const to = { x: centre.x - heading.x * clear, y: centre.y - heading.y * clear };
  const neck = { x: to.x - heading.x * arrow, y: to.y - heading.y * arrow };
  const across = { x: -heading.y * arrow * 0.5, y: heading.x * arrow * 0.5 };
  pdf.save().strokeOpacity(0.72).fillOpacity(0.85);
  pdf.moveTo(from.x, from.y).quadraticCurveTo(control.x, control.y, neck.x, neck.y);
  pdf.lineWidth(width).lineCap('butt').strokeColor(colours.accent).stroke();
  pdf.polygon([to.x, to.y], [neck.x + across.x, neck.y + across.y], [neck.x - across.x, neck.y - across.y]);
  pdf.fill(colours.accent);
  pdf.restore();
}

function unit({ x, y }: PagePoint): PagePoint {
  const length = Math.hypot(x, y);
  return { x: x / length, y: y / length };
}

/** By area, with room for the number inside. */
function circleRadius({ camera }: PlacedOnPage, most: number): number {
  return camera.presenceCount === 0 ? 0 : Math.max(5.5, MAX_CIRCLE * Math.sqrt(camera.presenceCount / most));
}

function drawVisitors(pdf: Pdf, { camera, stop }: PlacedOnPage, radius: number): void {
  if (radius === 0) return;
  pdf.circle(stop.x, stop.y, radius).lineWidth(1).fillAndStroke(colours.white, colours.accent);
  const size = radius > 9 ? 7.5 : 6;
  drawText(pdf, String(camera.presenceCount), stop.x - 20, stop.y - size * 0.6, {
    size,
    isBold: true,
    colour: colours.accent,
    width: 40,
    align: 'center',
  });
}

function drawPin(pdf: Pdf, { camera, pin, stop, sector }: PlacedOnPage): void {
  const style = { size: 7.5, isBold: true };
  const width = textWidth(pdf, camera.name, style) + 8;
  const centre = sector ? behind(pin, stop) : { x: pin.x, y: pin.y + MAX_CIRCLE + 9 };
  const left = centre.x - width / 2;
  const top = centre.y - LABEL_HEIGHT / 2;
  pdf.save().fillOpacity(0.9).roundedRect(left, top, width, LABEL_HEIGHT, 2).fill(colours.white).restore();
  drawText(pdf, camera.name, left, top + 1.8, { ...style, width, align: 'center' });
  if (sector) pdf.circle(pin.x, pin.y, 3.6).lineWidth(1.2).fillAndStroke(colours.ink, colours.white);
}

/** Where a camera looks away from, so that its name hides none of its visitors. */
function behind(pin: PagePoint, stop: PagePoint): PagePoint {
  const { x, y } = unit({ x: pin.x - stop.x, y: pin.y - stop.y });
  return { x: pin.x + x * LABEL_DISTANCE * 1.6, y: pin.y + y * LABEL_DISTANCE };
}
