import type { SizePx } from '../core/geometry/letterbox.ts';
import type { RgbImage, RgbPlanes } from '../core/geometry/rgb-image.ts';
import type { PictureSocket } from './graph.ts';
import { modelInvalid, type PictureInput } from './model-card.ts';
import { Tensor } from './onnxruntime.ts';

const CHANNELS = 3;

/** A network's numbers: 32-bit floats, or bytes. */
type Values = Float32Array | Uint8Array;

/** What each byte of a picture becomes, for each of the network's channels in turn. */
export type ByteTables = readonly Values[];

/** Tables for a card's range, mean and deviation: looking up is exact and faster than computing. */
export function floatTables({ range, mean, std }: PictureInput): readonly Float32Array[] {
  return mean.map((offset, channel) =>
    Float32Array.from({ length: 256 }, (_, byte) => ((byte / 255) * range[1] - offset) / std[channel]!),
  );
}

/** Tables of the numbers that a network takes. Errors: MODEL_INVALID when those are bytes, and its card has them changed. */
export function byteTables(
  input: PictureInput,
  { name, type }: PictureSocket,
  modelPath: string,
): ByteTables {
  const tables = floatTables(input);
  if (type === 'float32') return tables;
  if (tables.some((table) => table.some((value, byte) => Math.round(value) !== byte))) {
    throw modelInvalid(
      modelPath,
      `its input “${name}” takes bytes as they are, but its card has them scaled`,
    );
  }
  return tables.map((table) => Uint8Array.from(table, Math.round));
}

/** An input of `count` pictures, all `pad` grey. */
export function makePictureTensor(size: SizePx, tables: ByteTables, pad: number, count = 1): Tensor {
  const planeLength = size.widthPx * size.heightPx;
  const length = count * CHANNELS * planeLength;
  const values = tables[0] instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  for (let plane = 0; plane < count * CHANNELS; plane++) {
    values.fill(tables[plane % CHANNELS]![pad]!, plane * planeLength, (plane + 1) * planeLength);
  }
  return tensorOf(values, [count, CHANNELS, size.heightPx, size.widthPx]);
}

/** The first `count` pictures of an input, in the same memory. */
export function firstPictures({ data, dims }: Tensor, count: number): Tensor {
  const [, ...shape] = dims;
  const length = shape.reduce((product, size) => product * size, count);
  return tensorOf((data as Values).subarray(0, length), [count, ...shape]);
}

function tensorOf(values: Values, dims: readonly number[]): Tensor {
  return values instanceof Uint8Array
    ? new Tensor('uint8', values, dims)
    : new Tensor('float32', values, dims);
}

/** The three planes of picture `index` of an input, each with its table. */
function channelsOf(tensor: Tensor, index: number, tables: ByteTables, colour: PictureInput['colour']) {
  const [, , inputHeight, inputWidth] = tensor.dims as readonly [number, number, number, number];
  const planeLength = inputWidth * inputHeight;
  const channel = (place: number) => {
    const start = (index * CHANNELS + place) * planeLength;
    const plane = (tensor.data as Values).subarray(start, start + planeLength);
    return { plane, table: tables[place]! };
  };
  const [redPlace, bluePlace] = colour === 'RGB' ? [0, 2] : [2, 0];
  return { inputWidth, red: channel(redPlace), green: channel(1), blue: channel(bluePlace) };
}

/** Planes of RGB bytes, in the top left corner of picture `index` of the input. */
export function fillPlanes(
  tensor: Tensor,
  index: number,
  image: RgbPlanes,
  tables: ByteTables,
  colour: PictureInput['colour'],
): void {
  const { inputWidth, red, green, blue } = channelsOf(tensor, index, tables, colour);
  fillPlane(red.plane, inputWidth, image.red, image.widthPx, red.table);
  fillPlane(green.plane, inputWidth, image.green, image.widthPx, green.table);
  fillPlane(blue.plane, inputWidth, image.blue, image.widthPx, blue.table);
}

function fillPlane(
  plane: Values,
  inputWidth: number,
  bytes: Uint8Array,
  widthPx: number,
  table: Values,
): void {
  if (plane instanceof Uint8Array) {
    // Bytes stay what they are.
    for (let row = 0, from = 0; from < bytes.length; row += inputWidth, from += widthPx) {
      plane.set(bytes.subarray(from, from + widthPx), row);
    }
    return;
  }
  for (let row = 0, from = 0; from < bytes.length; row += inputWidth) {
    for (let to = row; to < row + widthPx; to++, from++) plane[to] = table[bytes[from]!]!;
  }
}

/** Packed RGB bytes to planes, in the top left corner of picture `index` of the input. */
export function fillPicture(
  tensor: Tensor,
  index: number,
  image: RgbImage,
  tables: ByteTables,
  colour: PictureInput['colour'],
): void {
  const { inputWidth, red, green, blue } = channelsOf(tensor, index, tables, colour);
  let from = 0;
  for (let y = 0; y < image.heightPx; y++) {
    let to = y * inputWidth;
    for (let x = 0; x < image.widthPx; x++, from += CHANNELS, to++) {
      red.plane[to] = red.table[image.data[from]!]!;
      green.plane[to] = green.table[image.data[from + 1]!]!;
      blue.plane[to] = blue.table[image.data[from + 2]!]!;
    }
  }
}
