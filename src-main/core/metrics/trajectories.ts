import type { BoxPx } from '#shared/units.ts';

/** A labelled box of one frame: ground truth, or a tracker's output. */
export interface LabelledBox {
  readonly id: number;
  readonly boxPx: BoxPx;
}

/** One frame of a comparison. Ids are unique within a frame on either side. */
export interface FramePair {
  readonly truth: readonly LabelledBox[];
  readonly output: readonly LabelledBox[];
}

/** Numbers ids from 0 in order of first appearance. */
export class IdIndex {
  private readonly indexOfId = new Map<number, number>();

  indexOf(id: number): number {
    const known = this.indexOfId.get(id);
    if (known !== undefined) return known;
    this.indexOfId.set(id, this.indexOfId.size);
    return this.indexOfId.size - 1;
  }

  get size(): number {
    return this.indexOfId.size;
  }
}
