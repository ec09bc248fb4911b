import { detrBoxesHead, detrLogitsHead } from './detr.ts';
import type { DetectorHead, HeadName } from './head.ts';
import { ltrbHead } from './ltrb.ts';
import { nanodetHead } from './nanodet.ts';
import { yolov8Head } from './yolov8.ts';
import { yoloxHead } from './yolox.ts';

/** The decoder of every layout. */
export const detectorHeads: Readonly<Record<HeadName, DetectorHead>> = Object.freeze({
  ltrb: ltrbHead,
  yolox: yoloxHead,
  yolov8: yolov8Head,
  'detr-logits': detrLogitsHead,
  'detr-boxes': detrBoxesHead,
  nanodet: nanodetHead,
});
