import type { SizePx } from '../../geometry/letterbox.ts';

/** One scale of an anchor-free detector. */
interface GridLevel {
  readonly stridePx: number;
  readonly columns: number;
  readonly rows: number;
}

export const THREE_STRIDES_PX: readonly number[] = [8, 16, 32];
export const FOUR_STRIDES_PX: readonly number[] = [8, 16, 32, 64];

/** The grids over an input, finest first. An input that a stride does not divide has a last, partial cell. */
export function gridLevels(input: SizePx, stridesPx: readonly number[]): GridLevel[] {
  return stridesPx.map((stridePx) => ({
    stridePx,
    columns: Math.ceil(input.widthPx / stridePx),
    rows: Math.ceil(input.heightPx / stridePx),
  }));
}

/** Anchors in all grids together. */
export function anchorCount(input: SizePx, stridesPx: readonly number[] = THREE_STRIDES_PX): number {
  return gridLevels(input, stridesPx).reduce((sum, { columns, rows }) => sum + columns * rows, 0);
}

/** Calls `visit` for every anchor: finest grid first, row by row. */
export function forEachAnchor(
  input: SizePx,
  stridesPx: readonly number[],
  visit: (anchor: number, column: number, row: number, stridePx: number) => void,
): void {
  let anchor = 0;
  for (const { stridePx, columns, rows } of gridLevels(input, stridesPx)) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) visit(anchor++, column, row, stridePx);
    }
  }
}
