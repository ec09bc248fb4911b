/** SQLite takes at most 32 766 parameters in a statement; a study holds more of most things than that. */
const IDS_PER_STATEMENT = 10_000;

/** The ids, each once, in lists that fit into one statement. */
export function* idBatches(ids: Iterable<number>): Generator<number[], void, undefined> {
  const unique = [...new Set(ids)];
  for (let from = 0; from < unique.length; from += IDS_PER_STATEMENT) {
    yield unique.slice(from, from + IDS_PER_STATEMENT);
  }
}
