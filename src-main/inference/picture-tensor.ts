import type { SizePx } from '../core/geometry/letterbox.ts';
import type { RgbImage } from '../core/geometry/rgb-image.ts';
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

/** Packed RGB bytes to planar floats, in the top left corner of picture `index` of the input. */
export function fillPicture(
  tensor: Tensor,
  index: number,
  image: RgbImage,
  tables: ByteTables,
  colour: PictureInput['colour'],
): void {
  const [, , inputHeight, inputWidth] = tensor.dims as readonly [number, number, number, number];
  const planes = tensor.data as Float32Array;
  const planeLength = inputWidth * inputHeight;
  const start = index * CHANNELS * planeLength;
  const [redPlane, bluePlane] = colour === 'RGB' ? [0, 2] : [2, 0];
  const red = start + redPlane * planeLength;
  const green = start + planeLength;
  const blue = start + bluePlane * planeLength;
  const redTable = tables[redPlane]!;
  const greenTable = tables[1]!;
  const blueTable = tables[bluePlane]!;
  let from = 0;
  for (let y = 0; y < image.heightPx; y++) {
    let to = y * inputWidth;
    for (let x = 0; x < image.widthPx; x++, from += CHANNELS, to++) {
      planes[red + to] = redTable[image.data[from]!]!;
      planes[green + to] = greenTable[image.data[from + 1]!]!;
      planes[blue + to] = blueTable[image.data[from + 2]!]!;
    }
  }
}
