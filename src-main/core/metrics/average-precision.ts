import type { BoxPx } from '#shared/units.ts';
import { boxIou } from '../geometry/box.ts';

/** One picture's truth and scored detections. */
export interface DetectionFrame {
  readonly truth: readonly BoxPx[];
  readonly found: readonly { readonly boxPx: BoxPx; readonly score: number }[];
}

/**
 * Average precision of a detector: the area under the precision envelope over recall (PASCAL VOC 2010 on),
 * detections taken by falling score, each claiming the free true box that it overlaps most, by `minIou` or
 * more. 0 when nothing is to be found.
 */
export function averagePrecision(frames: readonly DetectionFrame[], minIou = 0.5): number {
  const truthBoxes = frames.reduce((sum, frame) => sum + frame.truth.length, 0);
  if (truthBoxes === 0) return 0;
  const claimed = frames.map(() => new Set<number>());
  const ranked = frames
    .flatMap((frame, frameIndex) => frame.found.map((found) => ({ ...found, frameIndex })))
    .sort((a, b) => b.score - a.score);
  const precisions: number[] = [];
  const recalls: number[] = [];
  let hits = 0;
  ranked.forEach(({ boxPx, frameIndex }, rank) => {
    const taken = claimed[frameIndex]!;
    const best = bestFree(frames[frameIndex]!.truth, taken, boxPx);
    if (best !== null && best.iou >= minIou) {
      taken.add(best.index);
      hits++;
    }
    precisions.push(hits / (rank + 1));
    recalls.push(hits / truthBoxes);
  });
  let area = 0;
  let envelope = 0;
  for (let rank = precisions.length - 1; rank >= 0; rank--) {
    envelope = Math.max(envelope, precisions[rank]!);
    area += envelope * (recalls[rank]! - (recalls[rank - 1] ?? 0));
  }
  return area;
}

function bestFree(
  truth: readonly BoxPx[],
  taken: ReadonlySet<number>,
  boxPx: BoxPx,
): { readonly index: number; readonly iou: number } | null {
  let best: { readonly index: number; readonly iou: number } | null = null;
  truth.forEach((box, index) => {
    const iou = boxIou(box, boxPx);
    if (!taken.has(index) && (best === null || iou > best.iou)) best = { index, iou };
  });
  return best;
}
