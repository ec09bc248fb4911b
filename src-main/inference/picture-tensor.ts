import type { SizePx } from '../core/geometry/letterbox.ts';
import type { RgbImage, RgbPlanes } from '../core/geometry/rgb-image.ts';
import type { PictureInput } from './model-card.ts';
import { Tensor } from './onnxruntime.ts';

const CHANNELS = 3;

/** What each byte becomes, for each of the network's channels in turn. */
export type ByteTables = readonly Float32Array[];

/** Tables for a card's range, mean and deviation: looking up is exact and faster than computing. */
export function byteTables({ range, mean, std }: PictureInput): ByteTables {
  return mean.map((offset, channel) =>
    Float32Array.from({ length: 256 }, (_, byte) => ((byte / 255) * range[1] - offset) / std[channel]!),
  );
}

/** An input of `count` pictures, all `pad` grey. */
export function makePictureTensor(size: SizePx, tables: ByteTables, pad: number, count = 1): Tensor {
  const planeLength = size.widthPx * size.heightPx;
  const values = new Float32Array(count * CHANNELS * planeLength);
  for (let plane = 0; plane < count * CHANNELS; plane++) {
    values.fill(tables[plane % CHANNELS]![pad]!, plane * planeLength, (plane + 1) * planeLength);
  }
  return new Tensor('float32', values, [count, CHANNELS, size.heightPx, size.widthPx]);
}

/** The three planes of picture `index` of an input, each with its table. */
function channelsOf(tensor: Tensor, index: number, tables: ByteTables, colour: PictureInput['colour']) {
  const [, , inputHeight, inputWidth] = tensor.dims as readonly [number, number, number, number];
  const planeLength = inputWidth * inputHeight;
  const channel = (place: number) => {
    const start = (index * CHANNELS + place) * planeLength;
    const plane = (tensor.data as Float32Array).subarray(start, start + planeLength);
    return { plane, table: tables[place]! };
  };
  const [redPlace, bluePlace] = colour === 'RGB' ? [0, 2] : [2, 0];
  return { inputWidth, red: channel(redPlace), green: channel(1), blue: channel(bluePlace) };
}

/** Planes of RGB bytes to floats, in the top left corner of picture `index` of the input. */
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
  plane: Float32Array,
  inputWidth: number,
  bytes: Uint8Array,
  widthPx: number,
  table: Float32Array,
): void {
  for (let row = 0, from = 0; from < bytes.length; row += inputWidth) {
    for (let to = row; to < row + widthPx; to++, from++) plane[to] = table[bytes[from]!]!;
  }
}

/** Packed RGB bytes to planar floats, in the top left corner of picture `index` of the input. */
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
