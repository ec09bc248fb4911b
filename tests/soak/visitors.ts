import { Random } from '../../tools/random.ts';
import { type Canvas, drawFigure, type Painter, type Rgb, stillFloor } from '../fixtures/media/painters.ts';

/**
 * The floor is empty when the clip begins and when it ends, so that a repetition begins where the one before ended: all
 * of them hold the same visits, and a count that changes is the analysis's doing.
 */
export const CLIP_MS = 20_000;

interface Visitor {
  readonly enterMs: number;
  readonly crossingMs: number;
  readonly isGoingRight: boolean;
  /** Of the picture's height. */
  readonly headAt: number;
  readonly size: number;
  readonly top: Rgb;
}

const visitors: readonly Visitor[] = [
  { enterMs: 500, crossingMs: 12_000, isGoingRight: true, headAt: 0.08, size: 0.22, top: [180, 40, 45] },
  { enterMs: 1_500, crossingMs: 14_000, isGoingRight: false, headAt: 0.2, size: 0.24, top: [40, 70, 150] },
  { enterMs: 3_000, crossingMs: 11_000, isGoingRight: true, headAt: 0.32, size: 0.26, top: [225, 225, 220] },
  { enterMs: 4_500, crossingMs: 13_000, isGoingRight: false, headAt: 0.44, size: 0.29, top: [40, 110, 60] },
  { enterMs: 6_000, crossingMs: 10_000, isGoingRight: true, headAt: 0.55, size: 0.31, top: [30, 30, 32] },
  { enterMs: 7_500, crossingMs: 11_000, isGoingRight: false, headAt: 0.62, size: 0.34, top: [200, 170, 60] },
];

const GRAIN_LEVELS = 6;
const HALF_WIDTH = 0.16;

/** Six people cross a floor. Its grain stays the same: drawing and decoding noise would only take time. */
export function visitorsPainter(): Painter {
  let floor: Uint8Array | null = null;
  return (canvas, timeMs) => {
    floor ??= grainyFloor(canvas);
    canvas.data.set(floor);
    for (const visitor of visitors) drawVisitor(canvas, visitor, timeMs);
  };
}

function drawVisitor(canvas: Canvas, visitor: Visitor, timeMs: number): void {
  const walked = (timeMs - visitor.enterMs) / visitor.crossingMs;
  if (walked < 0 || walked > 1) return;
  const heightPx = visitor.size * canvas.heightPx;
  const marginPx = HALF_WIDTH * heightPx;
  const along = visitor.isGoingRight ? walked : 1 - walked;
  const x = -marginPx + along * (canvas.widthPx + 2 * marginPx);
  const clothes = { top: visitor.top, bottom: [40, 42, 55], shoes: [25, 22, 20] } as const;
  drawFigure(canvas, x, visitor.headAt * canvas.heightPx, heightPx, clothes, timeMs / 160);
}

function grainyFloor(canvas: Canvas): Uint8Array {
  stillFloor(canvas, 0);
  const random = new Random(1);
  return canvas.data.map((level) => level + Math.round(random.between(-GRAIN_LEVELS, GRAIN_LEVELS)));
}
