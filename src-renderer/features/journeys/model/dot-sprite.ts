/**
 * Pictures of a visitor's dot. Hundreds of dots are drawn per frame; copying a small picture costs a fraction of
 * filling and stroking a circle. There are at most (colours × looks × themes) of them.
 */
import type { LinkGrade } from '#shared/contract/journeys.ts';

export interface DotLook {
  /** The visitor's colour. */
  readonly own: string;
  /** The colour around a dot, and inside a hollow one. */
  readonly rim: string;
  /** Null while a camera sees the visitor; else the dot is hollow and faded, dashed where tentative. */
  readonly grade: LinkGrade | null;
  readonly radiusPx: number;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
}

export interface DotSprite {
  readonly picture: OffscreenCanvas;
  /** Side of the picture in CSS pixels; the dot is in its middle. */
  readonly sizePx: number;
}

const UNOBSERVED_ALPHA = 0.65;
/** Room for the widest rim. */
const MARGIN_PX = 2;

const sprites = new Map<string, DotSprite>();

export function dotSprite(look: DotLook): DotSprite {
  const key = `${look.own} ${look.rim} ${look.grade} ${look.radiusPx} ${look.scale}`;
  let sprite = sprites.get(key);
  if (sprite === undefined) {
    sprite = paintSprite(look);
    sprites.set(key, sprite);
  }
  return sprite;
}

function paintSprite({ own, rim, grade, radiusPx, scale }: DotLook): DotSprite {
  const sizePx = 2 * (radiusPx + MARGIN_PX);
  const picture = new OffscreenCanvas(Math.ceil(sizePx * scale), Math.ceil(sizePx * scale));
  const context = picture.getContext('2d');
  if (!context) throw new Error('The browser gave no 2D canvas.');
  context.scale(picture.width / sizePx, picture.height / sizePx);
  const isObserved = grade === null;
  context.globalAlpha = isObserved ? 1 : UNOBSERVED_ALPHA;
  context.beginPath();
  context.arc(sizePx / 2, sizePx / 2, radiusPx, 0, 2 * Math.PI);
  context.fillStyle = isObserved ? own : rim;
  context.fill();
  context.setLineDash(grade === 'tentative' ? [3, 2.5] : []);
  context.lineWidth = isObserved ? 1.5 : 2.25;
  context.strokeStyle = isObserved ? rim : own;
  context.stroke();
  return { picture, sizePx };
}
