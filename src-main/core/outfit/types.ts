/** One kept picture of a person. */
export interface CropRecord {
  /** Inside the study's `crops/` folder. */
  readonly fileName: string;
  /** From the start of the recording. */
  readonly offsetMs: number;
  /** In source pixels. */
  readonly boxPx: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** 0..1: sharp, large, unoccluded and inside the picture is better. */
  readonly quality: number;
}

/** Length of every outfit embedding. */
export const EMBEDDING_LENGTH = 128;
