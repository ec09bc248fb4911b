import { anchorCount, forEachAnchor, THREE_STRIDES_PX } from './grid.ts';
import { type DetectorHead, expectShape } from './head.ts';

/** Centre, size and objectness come before the classes. */
const BOX_VALUES = 5;

/**
 * YOLOX (Ge et al. 2021) as exported without its decoding: 1×A×(5+C). Centre = (value + cell)·stride, size =
 * exp(value)·stride, score = objectness · class, both 0..1 already.
 */
export const yoloxHead: DetectorHead = Object.freeze<DetectorHead>({
  needsSuppression: true,
  decode(outputs, { input, minScore, personClass }, emit) {
    const columns = Math.max(BOX_VALUES + 1 + personClass, outputs[0]?.shape[2] ?? 0);
    const { data } = expectShape(outputs[0], [1, anchorCount(input), columns]);
    forEachAnchor(input, THREE_STRIDES_PX, (anchor, column, row, stride) => {
      const at = anchor * columns;
      const score = data[at + 4]! * data[at + BOX_VALUES + personClass]!;
      if (!(score >= minScore)) return;
      const x = (data[at]! + column) * stride;
      const y = (data[at + 1]! + row) * stride;
      const halfWidth = (Math.exp(data[at + 2]!) * stride) / 2;
      const halfHeight = (Math.exp(data[at + 3]!) * stride) / 2;
      emit(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, score);
    });
  },
});
