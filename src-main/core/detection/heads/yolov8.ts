import { anchorCount } from './grid.ts';
import { type DetectorHead, expectShape } from './head.ts';

const BOX_VALUES = 4;

/**
 * The YOLOv8 layout: 1×(4+C)×A, one row per value. Centre and size in input pixels, classes 0..1; the score is the
 * class's, there is no objectness.
 */
export const yolov8Head: DetectorHead = Object.freeze<DetectorHead>({
  needsSuppression: true,
  decode(outputs, { input, minScore, personClass }, emit) {
    const anchors = anchorCount(input);
    const rows = Math.max(BOX_VALUES + 1 + personClass, outputs[0]?.shape[1] ?? 0);
    const { data } = expectShape(outputs[0], [1, rows, anchors]);
    const scoresAt = (BOX_VALUES + personClass) * anchors;
    for (let anchor = 0; anchor < anchors; anchor++) {
      const score = data[scoresAt + anchor]!;
      if (!(score >= minScore)) continue;
      const x = data[anchor]!;
      const y = data[anchors + anchor]!;
      const halfWidth = data[2 * anchors + anchor]! / 2;
      const halfHeight = data[3 * anchors + anchor]! / 2;
      emit(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, score);
    }
  },
});
