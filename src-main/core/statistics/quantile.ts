/** The value that the part `part` (0..1) of the values is below, one of them: the lower one where two are as near. */
export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new RangeError('no values');
  return values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))]!;
}
