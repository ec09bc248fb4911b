import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const rank: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/**
 * Writes one JSON object per line to `<folder>/wandr-<day>.log`; a day is a UTC day. Writing is synchronous: there
 * is little to write, and the last line before a crash is the one that matters.
 */
export class FileLogger implements Logger {
  readonly #folder: string;
  readonly #least: number;
  readonly #now: () => number;
  #isBroken = false;

  constructor(folder: string, options: { least?: LogLevel; now?: () => number } = {}) {
    this.#folder = folder;
    this.#least = rank[options.least ?? 'info'];
    this.#now = options.now ?? Date.now;
  }

  debug(message: string, fields?: LogFields): void {
    this.#write('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.#write('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.#write('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.#write('error', message, fields);
  }

  #write(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (rank[level] < this.#least || this.#isBroken) return;
    const time = new Date(this.#now()).toISOString();
    const line = `${JSON.stringify({ time, level, message, ...fields }, replacer)}\n`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      appendFileSync(join(this.#folder, `wandr-${time.slice(0, 10)}.log`), line);
    } catch (error) {
      // A log that cannot be written (a full disk) must not end the app; it is said once, where it can be seen.
      this.#isBroken = true;
      process.stderr.write(`The log cannot be written: ${(error as Error).message}\n`);
    }
  }
}

/** Errors have no enumerable fields of their own: without this they are logged as `{}`. */
function replacer(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { code } = value as { code?: unknown };
  return { name: value.name, message: value.message, code, stack: value.stack, cause: value.cause };
}
