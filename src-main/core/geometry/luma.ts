import type { RgbImage } from './rgb-image.ts';

/** BT.709 luma of a picture, 0..255, row by row. */
export function lumaOf(image: RgbImage): Float32Array {
  const luma = new Float32Array(image.widthPx * image.heightPx);
  for (let pixel = 0; pixel < luma.length; pixel++) {
    const at = pixel * 3;
    luma[pixel] = 0.2126 * image.data[at]! + 0.7152 * image.data[at + 1]! + 0.0722 * image.data[at + 2]!;
  }
  return luma;
}

/**
 * Sharpness of a picture: the variance of its Laplacian (Pech-Pacheco et al., ICPR 2000), in luma² (about 10
 * for a blurred person, several hundred for a sharp one). 0 for pictures below 3×3 pixels.
 */
export function laplacianVariance(image: RgbImage): number {
  const { widthPx, heightPx } = image;
  const luma = lumaOf(image);
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const at = y * widthPx + x;
      const value = luma[at - 1]! + luma[at + 1]! + luma[at - widthPx]! + luma[at + widthPx]! - 4 * luma[at]!;
      sum += value;
      squares += value * value;
      count++;
    }
  }
  return count === 0 ? 0 : Math.max(0, squares / count - (sum / count) ** 2);
}
