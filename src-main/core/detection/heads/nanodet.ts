import { anchorCount, FOUR_STRIDES_PX, forEachAnchor, THREE_STRIDES_PX } from './grid.ts';
import { type DetectorHead, expectShape, type HeadTensor } from './head.ts';

const SIDES = 4;

/** Bins of a side's distribution that exported models have: reg_max 7 (NanoDet), 10, 15 and 16. */
const BIN_COUNTS: readonly number[] = [8, 11, 16, 17];
/** Numbers of classes that tell how many bins there are: people only, COCO with 80 and with 91 names. */
const CLASS_COUNTS: readonly number[] = [1, 80, 91];

/** Bins per side of an output with so many columns; null when it is no NanoDet. */
export function nanodetBins(columns: number): number | null {
  return BIN_COUNTS.find((bins) => CLASS_COUNTS.includes(columns - SIDES * bins)) ?? null;
}

/**
 * NanoDet: 1×A×(C + 4·bins). Classes are 0..1 already; each side's distance from the anchor is the mean of a
 * distribution over bins of one stride each (Li et al. 2020, Generalized Focal Loss, eq. 5). NanoDet has strides 8, 16,
 * 32 and anchors in the middle of the cells; NanoDet-Plus has 64 too, and anchors at the cells' corners.
 */
export const nanodetHead: DetectorHead = Object.freeze<DetectorHead>({
  needsSuppression: true,
  decode(outputs, { input, minScore, personClass }, emit) {
    const columns = outputs[0]?.shape[2] ?? 0;
    const bins = nanodetBins(columns);
    if (bins === null) throw new RangeError(`${columns} columns are none of a NanoDet`);
    const isPlus = outputs[0]?.shape[1] === anchorCount(input, FOUR_STRIDES_PX);
    const stridesPx = isPlus ? FOUR_STRIDES_PX : THREE_STRIDES_PX;
    const tensor = expectShape(outputs[0], [1, anchorCount(input, stridesPx), columns]);
    const sidesAt = columns - SIDES * bins;
    const offset = isPlus ? 0 : 0.5;
    forEachAnchor(input, stridesPx, (anchor, column, row, stride) => {
      const at = anchor * columns;
      const score = tensor.data[at + personClass]!;
      if (!(score >= minScore)) return;
      const side = (index: number) => stride * meanBin(tensor, at + sidesAt + index * bins, bins);
      const x = (column + offset) * stride;
      const y = (row + offset) * stride;
      emit(x - side(0), y - side(1), x + side(2), y + side(3), score);
    });
  },
});

/** Mean of a distribution given as logits, in bins. */
function meanBin({ data }: HeadTensor, from: number, bins: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let bin = 0; bin < bins; bin++) highest = Math.max(highest, data[from + bin]!);
  let total = 0;
  let sum = 0;
  for (let bin = 0; bin < bins; bin++) {
    const mass = Math.exp(data[from + bin]! - highest);
    total += mass;
    sum += mass * bin;
  }
  return sum / total;
}
