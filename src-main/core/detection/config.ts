/** How the raw output of the person detector becomes detections. */
export interface DetectionConfig {
  /**
   * Score below which a box is thrown away, 0..1. Higher loses half-hidden people, whom only the tracker's
   * second pass can use; lower costs time in suppression and adds noise. The shipped model's true people
   * score 0.6–0.95, half-hidden ones less; on PETS, between 0.2 and 0.3, 22 boxes are wrong for one that is
   * right.
   */
  readonly minScore: number;
  /**
   * IoU from which the lower-scored of two boxes is a duplicate, 0..1. Higher keeps doubled boxes; lower
   * removes people who stand behind one another. From the model's card.
   */
  readonly suppressionIou: number;
  /**
   * Boxes flatter or thinner than this (height / width) are not standing people. Raising the low bound drops
   * people cut by furniture, lowering it keeps two people in one box.
   */
  readonly minAspect: number;
  readonly maxAspect: number;
}

export const defaultDetectionConfig: DetectionConfig = Object.freeze({
  minScore: 0.25,
  suppressionIou: 0.6,
  minAspect: 0.8,
  maxAspect: 6,
});
