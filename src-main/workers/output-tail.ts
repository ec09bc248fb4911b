/** Keeps the last lines of a text that arrives in pieces, and hands every whole line on. */
export class OutputTail {
  readonly #keptLines: number;
  readonly #onLine: (line: string) => void;
  readonly #lines: string[] = [];
  #rest = '';

  constructor(keptLines: number, onLine: (line: string) => void) {
    this.#keptLines = keptLines;
    this.#onLine = onLine;
  }

  push(text: string): void {
    const parts = (this.#rest + text).split(/\r?\n/);
    this.#rest = parts.pop() ?? '';
    for (const line of parts) {
      if (line.trim() === '') continue;
      this.#lines.push(line);
      this.#onLine(line);
    }
    this.#lines.splice(0, this.#lines.length - this.#keptLines);
  }

  /** Oldest first; with the unfinished last line. */
  lines(): string[] {
    const all = this.#rest.trim() === '' ? this.#lines : [...this.#lines, this.#rest];
    return all.slice(-this.#keptLines);
  }
}
