import { type DetectorHead, expectShape, sigmoid } from './head.ts';

/**
 * RT-DETR and D-FINE without their last step: logits 1×Q×C and boxes 1×Q×4 (centre and size as parts of the input's
 * width and height). Scores are the sigmoid of the person's logit. Queries are matched one to one with people in
 * training (Carion et al. 2020), so nothing is suppressed: somebody close behind another stays.
 */
export const detrLogitsHead: DetectorHead = Object.freeze<DetectorHead>({
  needsSuppression: false,
  decode([logitsOutput, boxesOutput], { input, minScore, personClass }, emit) {
    const queries = boxesOutput?.shape[1] ?? 0;
    const classes = Math.max(personClass + 1, logitsOutput?.shape[2] ?? 0);
    const logits = expectShape(logitsOutput, [1, queries, classes]).data;
    const boxes = expectShape(boxesOutput, [1, queries, 4]).data;
    for (let query = 0; query < queries; query++) {
      const score = sigmoid(logits[query * classes + personClass]!);
      if (!(score >= minScore)) continue;
      const at = query * 4;
      const x = boxes[at]! * input.widthPx;
      const y = boxes[at + 1]! * input.heightPx;
      const halfWidth = (boxes[at + 2]! * input.widthPx) / 2;
      const halfHeight = (boxes[at + 3]! * input.heightPx) / 2;
      emit(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, score);
    }
  },
});

/**
 * RT-DETR and D-FINE with their last step: labels 1×Q, boxes 1×Q×4 (corners) and scores 1×Q. The size that the
 * network is told as `orig_target_sizes` is that of its input, so the corners are input pixels.
 */
export const detrBoxesHead: DetectorHead = Object.freeze<DetectorHead>({
  needsSuppression: false,
  decode([labelsOutput, boxesOutput, scoresOutput], { minScore, personClass }, emit) {
    const queries = boxesOutput?.shape[1] ?? 0;
    const labels = expectShape(labelsOutput, [1, queries]).data;
    const boxes = expectShape(boxesOutput, [1, queries, 4]).data;
    const scores = expectShape(scoresOutput, [1, queries]).data;
    for (let query = 0; query < queries; query++) {
      const score = scores[query]!;
      if (labels[query] !== personClass || !(score >= minScore)) continue;
      const at = query * 4;
      emit(boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!, score);
    }
  },
});
