/** The selection with one key switched over. */
export function selectOne(selected: ReadonlySet<number>, key: number): ReadonlySet<number> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** The selection with every row between the last one touched and this one, in the order on the screen. */
export function selectRange(
  selected: ReadonlySet<number>,
  keys: readonly number[],
  anchorIndex: number | null,
  index: number,
): ReadonlySet<number> {
  const anchor = anchorIndex ?? index;
  const [from, to] = anchor < index ? [anchor, index] : [index, anchor];
  return new Set([...selected, ...keys.slice(from, to + 1)]);
}
