import { imageAt, type ScalableImage } from '../geometry/rgb-image.ts';
import { bodyPrior, type PersonPixels, personWeights } from './foreground.ts';
import { labOfImage } from './lab.ts';

/** Size to which crops are brought before they are described: fine enough for stripes and shoes. */
const WIDTH_PX = 32;
const HEIGHT_PX = 96;
const PRIOR = bodyPrior(WIDTH_PX, HEIGHT_PX);

/** Scales a crop to the descriptors' size, converts it to CIELAB and weighs its pixels. */
export function personPixels(crop: ScalableImage): PersonPixels {
  const image = imageAt(crop, WIDTH_PX, HEIGHT_PX);
  const lab = labOfImage(image);
  return { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, lab, weight: personWeights(lab, PRIOR) };
}
