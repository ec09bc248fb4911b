import { anchorCount, forEachAnchor, THREE_STRIDES_PX } from './grid.ts';
import { type DetectorHead, expectShape } from './head.ts';

const VALUES = 5;

/**
 * This project's person detector: 1×A×5 of left, top, right, bottom (distances from the anchor point in input pixels)
 * and score 0..1; anchors row by row at ((x + ½)·stride, (y + ½)·stride), strides 8, 16, 32 after one another.
 */
export const ltrbHead: DetectorHead = Object.freeze<DetectorHead>({
  needsSuppression: true,
  decode(outputs, { input, minScore }, emit) {
    const { data } = expectShape(outputs[0], [1, anchorCount(input), VALUES]);
    forEachAnchor(input, THREE_STRIDES_PX, (anchor, column, row, stride) => {
      const at = anchor * VALUES;
      const score = data[at + 4]!;
      if (!(score >= minScore)) return;
      const x = (column + 0.5) * stride;
      const y = (row + 0.5) * stride;
      emit(x - data[at]!, y - data[at + 1]!, x + data[at + 2]!, y + data[at + 3]!, score);
    });
  },
});
