/**
 * A colour per visitor, the same in every view. It is decoration only: every coloured thing also carries its label.
 */

/** Turning by the golden angle keeps the hues of consecutive ids far apart, however many there are. */
const GOLDEN_ANGLE_DEG = 137.508;

/** Distinct colours; a canvas keeps one picture of a dot per colour. More tells more visitors apart by eye. */
const PALETTE_SIZE = 72;

const lightnessSteps = [0.74, 0.66, 0.8] as const;

/** A CSS colour that can be told from dark footage as well as from a white plan. */
export function identityColour(id: number): string {
  const index = id % PALETTE_SIZE;
  const hue = (index * GOLDEN_ANGLE_DEG) % 360;
  const lightness = lightnessSteps[index % lightnessSteps.length]!;
  return `oklch(${lightness} 0.17 ${hue.toFixed(1)})`;
}

/** The colour of a tracklet: its journey's, so that it is followed across cameras; its own until it is linked. */
export function trackletColour(tracklet: { readonly id: number; readonly journeyId: number | null }): string {
  return identityColour(tracklet.journeyId ?? tracklet.id);
}
