import type { ScalableImage } from '../geometry/rgb-image.ts';

/** Describes outfits as vectors. Implemented by the colour stripes, and by trained models. */
export interface OutfitEmbedder {
  /** Names the descriptor and its version; only vectors of one space are compared. */
  readonly space: string;
  /** One unit vector of `EMBEDDING_LENGTH` per crop, in order. Crops are whole people, white-balanced. */
  embed(crops: readonly ScalableImage[]): Promise<Float32Array[]> | Float32Array[];
}
