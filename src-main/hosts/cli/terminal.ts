/** What the CLI prints on. Results go to stdout, progress and messages to stderr, so that pipes carry results only. */
export interface Terminal {
  /** A line of the result. */
  print(line: string): void;
  /** A line about what is being done. */
  tell(line: string): void;
  /** A line that the next one replaces; on a pipe only the name of each new step is printed. */
  status(line: string, step: string): void;
  /** Takes the status line away. */
  clearStatus(): void;
  /** True when a person can answer. */
  readonly isInteractive: boolean;
}

const clearLine = '\r\u001b[2K';

export function processTerminal(): Terminal {
  const isTty = process.stderr.isTTY === true;
  let shown = false;
  let lastStep = '';
  const clearStatus = () => {
    if (shown) process.stderr.write(clearLine);
    shown = false;
  };
  return {
    isInteractive: isTty && process.stdin.isTTY === true,
    clearStatus,
    print(line) {
      clearStatus();
      process.stdout.write(`${line}\n`);
    },
    tell(line) {
      clearStatus();
      process.stderr.write(`${line}\n`);
    },
    status(line, step) {
      if (isTty) {
        process.stderr.write(`${clearLine}${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
        shown = true;
      } else if (step !== lastStep) {
        process.stderr.write(`${step}\n`);
      }
      lastStep = step;
    },
  };
}

/**
 * Whoever reads the output may leave: `| head` has seen enough, a terminal was closed. What runs is not to die of it,
 * so what is written afterwards goes nowhere.
 */
export function bearLostReaders(streams: readonly NodeJS.WritableStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
}

/** Rows as aligned columns; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** `██████░░░░ 42 %` */
export function bar(progress: number, width = 24): string {
  const share = Math.min(1, Math.max(0, progress));
  const filled = Math.round(share * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${Math.floor(share * 100)} %`;
}

/** `2 h 05 min`, `3 min 20 s`, `12 s`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return minutes > 0 ? `${minutes} min ${String(seconds % 60).padStart(2, '0')} s` : `${seconds} s`;
}

/** `1 recording`, `3 recordings`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
