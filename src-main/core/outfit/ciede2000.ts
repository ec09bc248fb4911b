import type { Lab } from './lab.ts';

const RADIANS = Math.PI / 180;
const POW_25_7 = 25 ** 7;

/**
 * The CIEDE2000 difference of two colours (about 1 is just visible, above 20 is another colour name), with
 * all parametric factors 1. After Sharma, Wu & Dalal 2005, "The CIEDE2000 color-difference formula",
 * equations 2–22.
 */
export function ciede2000(first: Lab, second: Lab): number {
  const meanChroma = (Math.hypot(first.a, first.b) + Math.hypot(second.a, second.b)) / 2;
  const stretch = 1 + 0.5 * (1 - chromaRoot(meanChroma));
  const a1 = first.a * stretch;
  const a2 = second.a * stretch;
  const chroma1 = Math.hypot(a1, first.b);
  const chroma2 = Math.hypot(a2, second.b);
  const hue1 = hueDeg(a1, first.b);
  const hue2 = hueDeg(a2, second.b);
  const isGrey = chroma1 * chroma2 === 0;

  const deltaL = second.l - first.l;
  const deltaChroma = chroma2 - chroma1;
  const deltaHueDeg = isGrey ? 0 : hueDifferenceDeg(hue1, hue2);
  const deltaHue = 2 * Math.sqrt(chroma1 * chroma2) * Math.sin((deltaHueDeg / 2) * RADIANS);

  const l = (first.l + second.l) / 2;
  const chroma = (chroma1 + chroma2) / 2;
  const hue = isGrey ? hue1 + hue2 : meanHueDeg(hue1, hue2);

  const t =
    1 -
    0.17 * cosDeg(hue - 30) +
    0.24 * cosDeg(2 * hue) +
    0.32 * cosDeg(3 * hue + 6) -
    0.2 * cosDeg(4 * hue - 63);
  const scaleL = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const scaleChroma = 1 + 0.045 * chroma;
  const scaleHue = 1 + 0.015 * chroma * t;
  const rotationDeg = 30 * Math.exp(-(((hue - 275) / 25) ** 2));
  const rotation = -Math.sin(2 * rotationDeg * RADIANS) * 2 * chromaRoot(chroma);

  const partL = deltaL / scaleL;
  const partChroma = deltaChroma / scaleChroma;
  const partHue = deltaHue / scaleHue;
  return Math.sqrt(partL ** 2 + partChroma ** 2 + partHue ** 2 + rotation * partChroma * partHue);
}

/** √(C⁷ / (C⁷ + 25⁷)), in equations 4 and 17. */
function chromaRoot(chroma: number): number {
  const power = chroma ** 7;
  return Math.sqrt(power / (power + POW_25_7));
}

/** 0..360; 0 for grey. */
function hueDeg(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const degrees = Math.atan2(b, a) / RADIANS;
  return degrees < 0 ? degrees + 360 : degrees;
}

/** Equation 10: the signed way from one hue to the other, -180..180. */
function hueDifferenceDeg(from: number, to: number): number {
  const difference = to - from;
  if (difference > 180) return difference - 360;
  if (difference < -180) return difference + 360;
  return difference;
}

/** Equation 14. */
function meanHueDeg(first: number, second: number): number {
  const sum = first + second;
  if (Math.abs(first - second) <= 180) return sum / 2;
  return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

function cosDeg(degrees: number): number {
  return Math.cos(degrees * RADIANS);
}
