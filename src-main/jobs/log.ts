type LogFields = Readonly<Record<string, unknown>>;

/** Where goes what is not for the job list. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
