import type { SizePx } from '../core/geometry/letterbox.ts';
import { modelInvalid } from './model-card.ts';
import type { Session } from './runtime.ts';

/** The input of a graph that takes pictures, N×3×H×W. */
export interface PictureSocket {
  readonly name: string;
  /** What its numbers are. */
  readonly type: 'float32' | 'uint8';
  /** Null where any number goes. */
  readonly count: number | null;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
}

/** Finds the picture input that a card names. Errors: MODEL_INVALID. */
export function pictureSocket(session: Session, name: string, modelPath: string): PictureSocket {
  const given = session.inputMetadata.find((input) => input.name === name);
  if (!given) {
    const names = session.inputMetadata.map((input) => input.name).join(', ');
    throw modelInvalid(modelPath, `it has no input “${name}” (its inputs: ${names})`);
  }
  if (!given.isTensor || (given.type !== 'float32' && given.type !== 'uint8')) {
    throw modelInvalid(modelPath, `its input “${name}” takes neither 32-bit floats nor bytes`);
  }
  const [count, channels, height, width] = given.shape;
  if (given.shape.length !== 4 || (typeof channels === 'number' && channels > 0 && channels !== 3)) {
    throw modelInvalid(modelPath, `its input “${name}” is ${given.shape.join('×')}, not N×3×H×W`);
  }
  return { name, type: given.type, count: fixed(count), widthPx: fixed(width), heightPx: fixed(height) };
}

/** The size that a graph wants, `wanted` where it takes any. */
export function socketSize({ widthPx, heightPx }: PictureSocket, wanted: SizePx): SizePx {
  return { widthPx: widthPx ?? wanted.widthPx, heightPx: heightPx ?? wanted.heightPx };
}

/** Symbolic and unknown dimensions come as names, as -1 or not at all. */
function fixed(dimension: number | string | undefined): number | null {
  return typeof dimension === 'number' && dimension > 0 ? dimension : null;
}
