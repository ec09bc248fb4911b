/** Draws the timeline: clock ticks, the tracklets in lanes, and people over the whole recording below. */
import type { Tracklet } from '#shared/contract/analysis.ts';
import type { Draw } from '../../../lib/canvas/canvas-surface.ts';
import { trackletColour } from '../../../lib/identity/colour.ts';
import { type Lanes, type TimeWindow, tickStepMs } from './timeline.ts';

export interface TimelineScene {
  readonly tracklets: readonly Tracklet[];
  readonly lanes: Lanes;
  /** People in view per equal part of the recording. */
  readonly people: Float32Array;
  readonly selectedId: number | null;
  readonly window: TimeWindow;
  readonly durationMs: number;
  /** The clock's text of a tick. */
  labelOf(offsetMs: number): string;
  /** Added to an offset before it is rounded to ticks, so that they fall on round times of the clock. */
  readonly clockPhaseMs: number;
}

/** Heights of the timeline's parts in CSS pixels, from the top. */
export const timelineLayout = Object.freeze({ axisPx: 20, gapPx: 4, overviewPx: 22 });

const MAX_BAR_PX = 10;
const LABEL_FONT = '11px "Inter Variable", system-ui, sans-serif';

type Context = Parameters<Draw>[0];
type Size = Parameters<Draw>[1];
type Colour = Parameters<Draw>[2];

export function paintTimeline(context: Context, size: Size, colour: Colour, scene: TimelineScene): void {
  paintAxis(context, size, colour, scene);
  paintLanes(context, size, colour, scene);
  paintOverview(context, size, colour, scene);
}

export function lanesHeightPx(heightPx: number): number {
  const { axisPx, gapPx, overviewPx } = timelineLayout;
  return heightPx - axisPx - gapPx - overviewPx;
}

/** Top and height of a lane's bar; the lanes share the room, and get thinner the more there are. */
export function barOf(
  lane: number,
  laneCount: number,
  heightPx: number,
): { readonly y: number; readonly h: number } {
  const pitch = Math.min(MAX_BAR_PX + 2, lanesHeightPx(heightPx) / Math.max(1, laneCount));
  return { y: timelineLayout.axisPx + lane * pitch, h: Math.max(1, pitch - (pitch > 4 ? 2 : 0)) };
}

function paintAxis(
  context: Context,
  { widthPx, heightPx }: Size,
  colour: Colour,
  scene: TimelineScene,
): void {
  const { window, labelOf, clockPhaseMs } = scene;
  const stepMs = tickStepMs(window, widthPx, 84);
  const pxPerMs = widthPx / (window.toMs - window.fromMs);
  context.font = LABEL_FONT;
  context.textBaseline = 'middle';
  const firstMs = Math.ceil((window.fromMs + clockPhaseMs) / stepMs) * stepMs - clockPhaseMs;
  for (let ms = firstMs; ms <= window.toMs; ms += stepMs) {
    const x = Math.round((ms - window.fromMs) * pxPerMs) + 0.5;
    context.fillStyle = colour('--line');
    context.fillRect(x - 0.5, 4, 1, heightPx - timelineLayout.overviewPx - 4);
    context.fillStyle = colour('--ink-3');
    context.fillText(labelOf(ms), x + 4, timelineLayout.axisPx / 2);
  }
}

function paintLanes(
  context: Context,
  { widthPx, heightPx }: Size,
  colour: Colour,
  scene: TimelineScene,
): void {
  const { tracklets, lanes, window, selectedId } = scene;
  const pxPerMs = widthPx / (window.toMs - window.fromMs);
  for (const [i, tracklet] of tracklets.entries()) {
    if (tracklet.endOffsetMs < window.fromMs || tracklet.startOffsetMs > window.toMs) continue;
    const { y, h } = barOf(lanes.laneOf[i]!, lanes.count, heightPx);
    const x = (tracklet.startOffsetMs - window.fromMs) * pxPerMs;
    const w = Math.max(2, (tracklet.endOffsetMs - tracklet.startOffsetMs) * pxPerMs);
    const isSelected = tracklet.id === selectedId;
    context.globalAlpha = selectedId === null || isSelected ? 1 : 0.5;
    context.fillStyle = trackletColour(tracklet);
    context.beginPath();
    context.roundRect(x, y, w, h, Math.min(3, h / 2));
    context.fill();
    if (!isSelected) continue;
    context.strokeStyle = colour('--ink');
    context.lineWidth = 1.5;
    context.stroke();
  }
  context.globalAlpha = 1;
}

function paintOverview(
  context: Context,
  { widthPx, heightPx }: Size,
  colour: Colour,
  scene: TimelineScene,
): void {
  const { people, window, durationMs } = scene;
  const top = heightPx - timelineLayout.overviewPx;
  context.fillStyle = colour('--sunken');
  context.fillRect(0, top, widthPx, timelineLayout.overviewPx);
  const most = people.reduce((max, value) => Math.max(max, value), 1);
  const binPx = widthPx / people.length;
  context.fillStyle = colour('--line-strong');
  for (const [bin, mean] of people.entries()) {
    const h = (mean / most) * (timelineLayout.overviewPx - 3);
    context.fillRect(bin * binPx, heightPx - h, binPx + 0.5, h);
  }
  if (window.toMs - window.fromMs >= durationMs) return;
  const x = (window.fromMs / durationMs) * widthPx;
  const w = Math.max(4, ((window.toMs - window.fromMs) / durationMs) * widthPx);
  context.fillStyle = colour('--accent');
  context.globalAlpha = 0.18;
  context.fillRect(x, top, w, timelineLayout.overviewPx);
  context.globalAlpha = 1;
  context.strokeStyle = colour('--accent');
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, top + 0.5, w - 1, timelineLayout.overviewPx - 1);
}
