/** Draws visitors and the path of the selected one over the plan. */
import type { Journey } from '#shared/contract/journeys.ts';
import type { PointM, PointPx } from '#shared/units.ts';
import type { Draw } from '../../../lib/canvas/canvas-surface.ts';
import { identityColour } from '../../../lib/identity/colour.ts';
import { dotSprite } from './dot-sprite.ts';
import { type Itinerary, lineOf, type Position, positionAt, type Walks } from './itinerary.ts';
import { scatterPx } from './scatter.ts';

type Context = Parameters<Draw>[0];
type Colour = Parameters<Draw>[2];

export interface VisitorScene {
  readonly candidates: readonly Itinerary[];
  readonly utcMs: number;
  readonly floorId: number;
  readonly selected: Journey | null;
  readonly walks: Walks;
  /** From metres on the plan to pixels of the canvas. */
  toScreen(pointM: PointM): PointPx;
}

export interface Dot {
  readonly itinerary: Itinerary;
  readonly position: Position;
  readonly x: number;
  readonly y: number;
}

const DOT_PX = 5.5;
const SELECTED_DOT_PX = 8;
const OTHERS_ALPHA = 0.35;
const LABEL_FONT = '600 11px "Inter Variable", system-ui, sans-serif';

/** Who is on the floor at the scene's time, and where on the canvas. */
export function dotsOf({
  candidates,
  utcMs,
  floorId,
  toScreen,
}: Omit<VisitorScene, 'selected' | 'walks'>): Dot[] {
  const dots: Dot[] = [];
  for (const itinerary of candidates) {
    const position = positionAt(itinerary, utcMs);
    if (position?.floorId !== floorId) continue;
    const point = toScreen(position.posM);
    const spread = scatterPx(itinerary.journeyId);
    const x = point.x + spread.x * position.spread;
    const y = point.y + spread.y * position.spread;
    dots.push({ itinerary, position, x, y });
  }
  return dots;
}

export function paintVisitors(context: Context, colour: Colour, scene: VisitorScene): void {
  const { selected } = scene;
  if (selected) paintPath(context, colour, selected, scene);
  let selectedDot: Dot | null = null;
  for (const dot of dotsOf(scene)) {
    if (dot.itinerary.journeyId === selected?.id) selectedDot = dot;
    else paintDot(context, colour, dot, DOT_PX, selected ? OTHERS_ALPHA : 1);
  }
  if (!selectedDot) return;
  paintHalo(context, selectedDot);
  paintDot(context, colour, selectedDot, SELECTED_DOT_PX, 1);
  paintLabel(context, colour, selectedDot);
}

function paintDot(context: Context, colour: Colour, dot: Dot, radiusPx: number, alpha: number): void {
  const sprite = dotSprite({
    own: identityColour(dot.itinerary.journeyId),
    rim: colour('--raised'),
    grade: dot.position.grade,
    radiusPx,
    scale: context.getTransform().a,
  });
  context.globalAlpha = alpha;
  context.drawImage(
    sprite.picture,
    dot.x - sprite.sizePx / 2,
    dot.y - sprite.sizePx / 2,
    sprite.sizePx,
    sprite.sizePx,
  );
  context.globalAlpha = 1;
}

function paintHalo(context: Context, dot: Dot): void {
  context.globalAlpha = 0.25;
  context.beginPath();
  context.arc(dot.x, dot.y, SELECTED_DOT_PX + 7, 0, 2 * Math.PI);
  context.fillStyle = identityColour(dot.itinerary.journeyId);
  context.fill();
  context.globalAlpha = 1;
}

function paintLabel(context: Context, colour: Colour, dot: Dot): void {
  context.font = LABEL_FONT;
  context.textBaseline = 'middle';
  const widthPx = context.measureText(dot.itinerary.label).width + 12;
  const x = dot.x - widthPx / 2;
  const y = dot.y - SELECTED_DOT_PX - 28;
  context.beginPath();
  context.roundRect(x, y, widthPx, 19, 5);
  context.fillStyle = colour('--ink');
  context.fill();
  context.fillStyle = colour('--canvas');
  context.fillText(dot.itinerary.label, x + 6, y + 10);
}

/**
 * The stops on this floor in order, where the visitor walked while they were seen, and arrows from where they were seen
 * last: dashed where the link is only tentative.
 */
function paintPath(context: Context, colour: Colour, journey: Journey, scene: VisitorScene): void {
  const { floorId, toScreen, walks } = scene;
  const scatter = scatterPx(journey.id);
  const own = identityColour(journey.id);
  const lines = journey.stops.map((stop) => {
    const line = lineOf(stop, walks);
    if (line?.[0]?.floorId !== floorId) return null;
    return line.map(({ posM, spread }) => {
      const point = toScreen(posM);
      return { x: point.x + scatter.x * spread, y: point.y + scatter.y * spread };
    });
  });
  for (const line of lines) if (line) paintWalk(context, colour, line, own);
  const lineOfStop = new Map(journey.stops.map(({ ordinal }, i) => [ordinal, lines[i]]));
  for (const [i, stop] of journey.stops.entries()) {
    const from = stop.arrival && lineOfStop.get(stop.arrival.fromOrdinal)?.at(-1);
    const to = lines[i]?.[0];
    if (from && to && stop.link) paintArrow(context, colour, from, to, own, stop.link.grade === 'tentative');
  }
  for (const [i, line] of lines.entries()) {
    // Of several stops at one camera the last is on top; the list beside the plan has them all.
    if (line) paintStop(context, line[0]!, String(i + 1), own, colour);
  }
}

function paintWalk(context: Context, colour: Colour, line: readonly PointPx[], own: string): void {
  if (line.length < 2) return;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const [style, width] of [
    [colour('--raised'), 7],
    [own, 4],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    for (const { x, y } of line) context.lineTo(x, y);
    context.stroke();
  }
  context.lineCap = 'butt';
  context.lineJoin = 'miter';
}

function paintArrow(
  context: Context,
  colour: Colour,
  from: PointPx,
  to: PointPx,
  own: string,
  isDashed: boolean,
): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 2) return;
  for (const [style, width] of [
    [colour('--raised'), 6],
    [own, 3],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.setLineDash(isDashed ? [9, 7] : []);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }
  context.setLineDash([]);
  if (length < 48) return;
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  context.save();
  context.translate((from.x + to.x) / 2, (from.y + to.y) / 2);
  context.rotate(angle);
  context.beginPath();
  context.moveTo(9, 0);
  context.lineTo(-6, -7);
  context.lineTo(-3, 0);
  context.lineTo(-6, 7);
  context.closePath();
  context.fillStyle = own;
  context.strokeStyle = colour('--raised');
  context.lineWidth = 2;
  context.stroke();
  context.fill();
  context.restore();
}

function paintStop(context: Context, { x, y }: PointPx, text: string, own: string, colour: Colour): void {
  context.beginPath();
  context.arc(x, y, 9, 0, 2 * Math.PI);
  context.fillStyle = own;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = colour('--raised');
  context.stroke();
  context.font = LABEL_FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = '#0b0d12';
  context.fillText(text, x, y + 0.5);
  context.textAlign = 'start';
}
