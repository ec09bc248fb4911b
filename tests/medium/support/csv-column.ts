/** The cells of one column of a CSV without quoted cells. */
export function csvColumn(bytes: Buffer, column: string): string[] {
  const [head, ...body] = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  const at = head!.indexOf(column);
  if (at === -1) throw new RangeError(`There is no column ${column}.`);
  return body.map((cells) => cells[at]!);
}
