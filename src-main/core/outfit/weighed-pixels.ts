/** Some pixels in CIELAB, in any order, and how much each counts. */
export interface WeighedPixels {
  /** Length 3·n. */
  readonly lab: Float32Array;
  /** Length n, 0..1. */
  readonly weight: Float32Array;
}
