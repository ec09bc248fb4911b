/** Rows per statement: SQLite takes 32 766 parameters, and no row here has 20 columns. */
const ROWS = 500;

/** Calls `insert` with slices of `rows` and the index of the first of each. */
export function insertInBatches<T>(rows: readonly T[], insert: (slice: T[], from: number) => void): void {
  for (let from = 0; from < rows.length; from += ROWS) insert(rows.slice(from, from + ROWS), from);
}
