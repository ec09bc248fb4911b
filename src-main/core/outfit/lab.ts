import type { RgbImage } from '../geometry/rgb-image.ts';

/** A colour in CIELAB under D65: lightness 0..100, a towards red, b towards yellow. */
export interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}

/** D65 white of the 2° observer, XYZ relative to Y = 1. */
const WHITE_X = 0.95047;
const WHITE_Z = 1.08883;
/** CIE 15:2004: where the cube root gives way to its tangent, (6/29)³, and the tangent's slope. */
const EPSILON = (6 / 29) ** 3;
const SLOPE = (29 / 6) ** 2 / 3;

const linearOfByte = Float64Array.from({ length: 256 }, (_, byte) => linearOf(byte / 255));

/** sRGB bytes (IEC 61966-2-1) to CIELAB. */
export function labOfRgb(red: number, green: number, blue: number): Lab {
  const r = linearOfByte[red]!;
  const g = linearOfByte[green]!;
  const b = linearOfByte[blue]!;
  const x = labCurve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE_X);
  const y = labCurve(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = labCurve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / WHITE_Z);
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
}

/** L, a, b of every pixel: length 3·widthPx·heightPx. */
export function labOfImage(image: RgbImage): Float32Array {
  const lab = new Float32Array(image.data.length);
  for (let at = 0; at < lab.length; at += 3) {
    const colour = labOfRgb(image.data[at]!, image.data[at + 1]!, image.data[at + 2]!);
    lab[at] = colour.l;
    lab[at + 1] = colour.a;
    lab[at + 2] = colour.b;
  }
  return lab;
}

/** The nearest sRGB colour as `#rrggbb`; what sRGB cannot show is cut at its border. */
export function hexOfLab({ l, a, b }: Lab): string {
  const fy = (l + 16) / 116;
  const x = WHITE_X * labCurveInverse(fy + a / 500);
  const y = labCurveInverse(fy);
  const z = WHITE_Z * labCurveInverse(fy - b / 200);
  const linear = [
    3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
    -0.969266 * x + 1.8760108 * y + 0.041556 * z,
    0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
  ];
  return `#${linear.map((value) => byteOfLinear(value).toString(16).padStart(2, '0')).join('')}`;
}

function linearOf(encoded: number): number {
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}

function byteOfLinear(linear: number): number {
  const inside = Math.min(1, Math.max(0, linear));
  const encoded = inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255);
}

function labCurve(value: number): number {
  return value > EPSILON ? Math.cbrt(value) : value * SLOPE + 4 / 29;
}

function labCurveInverse(value: number): number {
  return value > 6 / 29 ? value ** 3 : (value - 4 / 29) / SLOPE;
}
