import { type DrawnImage, imageAt, type RgbImage, type ScalableImage } from '../geometry/rgb-image.ts';

/** Factors on the encoded sRGB channels that take a camera's colour cast away; 1, 1, 1 changes nothing. */
export interface WhiteBalance {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export interface WhiteBalanceConfig {
  /**
   * How much of the estimated cast is taken away, 0..1. 1 is the grey-world rule, which turns a scene that
   * really has a colour (a lawn, a red wall) grey; 0 does nothing.
   */
  readonly strength: number;
  /** The largest factor, and the inverse of the smallest. Higher corrects stronger casts, and more wrongly. */
  readonly maxGain: number;
  /** Channel values outside of [low, high] are noise or clipped, and do not count. */
  readonly low: number;
  readonly high: number;
}

export const defaultWhiteBalanceConfig: WhiteBalanceConfig = Object.freeze({
  strength: 0.6,
  maxGain: 1.35,
  low: 16,
  high: 240,
});

export const noWhiteBalance: WhiteBalance = Object.freeze({ red: 1, green: 1, blue: 1 });

/** Reads about this many pixels of a frame. */
const SAMPLES = 20_000;
/** Fewer usable pixels than this, as in a dark picture, say nothing about the light. */
const MIN_SAMPLES = 200;

/**
 * Estimates a frame's white balance: shades of grey (Finlayson & Trezzi 2004, Minkowski norm 6) over the
 * well-exposed pixels, in which near-grey ones count most, bounded and only partly applied.
 */
export function estimateWhiteBalance(
  frame: RgbImage,
  config: WhiteBalanceConfig = defaultWhiteBalanceConfig,
): WhiteBalance {
  const pixels = frame.widthPx * frame.heightPx;
  const stride = Math.max(1, Math.floor(pixels / SAMPLES));
  const sums = [0, 0, 0];
  let used = 0;
  for (let pixel = 0; pixel < pixels; pixel += stride) {
    const at = pixel * 3;
    const rgb = [frame.data[at]!, frame.data[at + 1]!, frame.data[at + 2]!];
    const brightest = Math.max(...rgb);
    const darkest = Math.min(...rgb);
    if (darkest < config.low || brightest > config.high) continue;
    const greyness = darkest / brightest;
    for (let channel = 0; channel < 3; channel++) {
      sums[channel] = sums[channel]! + greyness * (rgb[channel]! / 255) ** 6;
    }
    used++;
  }
  if (used < MIN_SAMPLES) return noWhiteBalance;
  const [red, green, blue] = sums.map((sum) => sum ** (1 / 6)) as [number, number, number];
  const grey = (red + green + blue) / 3;
  const gain = (level: number): number =>
    Math.min(config.maxGain, Math.max(1 / config.maxGain, (grey / level) ** config.strength));
  return { red: gain(red), green: gain(green), blue: gain(blue) };
}

/** A picture with its channels multiplied, cut at 255: at each size at which it is drawn, which is fewer pixels than it has. */
export function whiteBalanced(image: ScalableImage, balance: WhiteBalance): DrawnImage {
  const tables = [balance.red, balance.green, balance.blue].map((gain) =>
    Uint8Array.from({ length: 256 }, (_, byte) => Math.min(255, Math.round(byte * gain))),
  ) as [Uint8Array, Uint8Array, Uint8Array];
  return {
    drawAt: (widthPx, heightPx) => {
      const drawn = imageAt(image, widthPx, heightPx);
      lookUp(drawn.data, tables);
      return drawn;
    },
  };
}

/** Puts in place of each byte what its channel's table says. */
function lookUp(data: Uint8Array, [red, green, blue]: readonly [Uint8Array, Uint8Array, Uint8Array]): void {
  for (let at = 0; at < data.length; at += 3) {
    data[at] = red[data[at]!]!;
    data[at + 1] = green[data[at + 1]!]!;
    data[at + 2] = blue[data[at + 2]!]!;
  }
}
