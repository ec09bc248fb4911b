/** Draws the people of one frame over the video. Source pixels times `scale` are canvas pixels. */
import type { TrackletPath } from '#shared/contract/analysis.ts';
import { trackletColour } from '../../../lib/identity/colour.ts';
import { type BoxAtInstant, boxAt, footTrail } from './overlay.ts';

export interface OverlayScene {
  readonly paths: readonly TrackletPath[];
  readonly offsetMs: number;
  readonly selectedId: number | null;
  readonly scale: number;
  readonly widthPx: number;
}

export interface DrawnBox extends BoxAtInstant {
  readonly path: TrackletPath;
}

/** How much of the past the selected person's trail shows. */
const TRAIL_MS = 8_000;
/** How strongly the others are drawn while one is selected. */
const OTHERS_ALPHA = 0.45;
const CHIP_FONT = '600 11px "Inter Variable", system-ui, sans-serif';
const CHIP_HEIGHT_PX = 17;

export function boxesAt(paths: readonly TrackletPath[], offsetMs: number): DrawnBox[] {
  return paths.flatMap((path) => {
    const box = boxAt(path.points, offsetMs);
    return box ? [{ ...box, path }] : [];
  });
}

export function paintOverlay(context: CanvasRenderingContext2D, scene: OverlayScene): void {
  const { paths, offsetMs, selectedId, scale } = scene;
  const boxes = boxesAt(paths, offsetMs);
  const selectedPath = paths.find((path) => path.trackletId === selectedId);
  const isSelectedInView = boxes.some((box) => box.path.trackletId === selectedId);
  for (const box of boxes) {
    if (box.path.trackletId === selectedId) continue;
    context.globalAlpha = isSelectedInView ? OTHERS_ALPHA : 1;
    paintBox(context, box, scale, 1.75);
    if (!isSelectedInView) paintChip(context, box, scale, scene.widthPx);
  }
  context.globalAlpha = 1;
  if (selectedPath) paintTrail(context, selectedPath, offsetMs, scale);
  const selected = boxes.find((box) => box.path.trackletId === selectedId);
  if (!selected) return;
  paintBox(context, selected, scale, 3);
  paintChip(context, selected, scale, scene.widthPx);
}

function paintBox(
  context: CanvasRenderingContext2D,
  { boxPx, isObserved, path }: DrawnBox,
  scale: number,
  lineWidthPx: number,
): void {
  context.beginPath();
  context.roundRect(boxPx.x * scale, boxPx.y * scale, boxPx.w * scale, boxPx.h * scale, 3);
  context.setLineDash(isObserved ? [] : [5, 4]);
  // A dark rim keeps the colour readable on a light floor.
  context.strokeStyle = 'rgb(0 0 0 / 0.55)';
  context.lineWidth = lineWidthPx + 2;
  context.stroke();
  context.strokeStyle = colourOf(path);
  context.lineWidth = lineWidthPx;
  context.stroke();
  context.setLineDash([]);
}

/** The label above the box, or inside it where the box touches the top; never past the picture's edge. */
function paintChip(
  context: CanvasRenderingContext2D,
  { boxPx, path }: DrawnBox,
  scale: number,
  pictureWidthPx: number,
): void {
  context.font = CHIP_FONT;
  const widthPx = context.measureText(path.label).width + 10;
  const x = Math.max(0, Math.min(boxPx.x * scale - 1, pictureWidthPx - widthPx));
  const above = boxPx.y * scale - CHIP_HEIGHT_PX - 2;
  const y = above < 0 ? boxPx.y * scale + 2 : above;
  context.fillStyle = colourOf(path);
  context.beginPath();
  context.roundRect(x, y, widthPx, CHIP_HEIGHT_PX, 3);
  context.fill();
  context.fillStyle = '#0b0d12';
  context.textBaseline = 'middle';
  context.fillText(path.label, x + 5, y + CHIP_HEIGHT_PX / 2 + 0.5);
}

/** The way of the feet, fading into the past. */
function paintTrail(
  context: CanvasRenderingContext2D,
  path: TrackletPath,
  offsetMs: number,
  scale: number,
): void {
  const trail = footTrail(path.points, offsetMs, TRAIL_MS);
  context.strokeStyle = colourOf(path);
  context.lineWidth = 3;
  context.lineCap = 'round';
  for (let i = 1; i < trail.length; i += 1) {
    const from = trail[i - 1]!;
    const to = trail[i]!;
    context.globalAlpha = (i / trail.length) ** 1.5;
    context.beginPath();
    context.moveTo(from.x * scale, from.y * scale);
    context.lineTo(to.x * scale, to.y * scale);
    context.stroke();
  }
  context.globalAlpha = 1;
}

function colourOf(path: TrackletPath): string {
  return trackletColour({ id: path.trackletId, journeyId: path.journeyId });
}
