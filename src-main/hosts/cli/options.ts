import { type Command, InvalidArgumentError, Option } from 'commander';
import type { z } from 'zod';

export interface StudyOption {
  readonly study: string;
}

export interface NewStudyOptions extends StudyOption {
  readonly timeZone: string;
}

export interface AcceptOptions {
  readonly yes: boolean;
  readonly minConfidence: number;
}

export function withStudy(command: Command): Command {
  return command.requiredOption('--study <path>', 'the study folder (its name ends in .wandr)');
}

export function withNewStudy(command: Command): Command {
  const systemZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return withStudy(command).option('--time-zone <zone>', 'of the cameras, for a new study', systemZone);
}

/** Below 0.6 a start time rests on weak evidence, such as the file's modification time. */
export const defaultMinConfidence = 0.6;

export function minConfidenceOption(): Option {
  return new Option('--min-confidence <0..1>', 'accept proposals only from this confidence on')
    .default(defaultMinConfidence)
    .argParser(unitInterval);
}

function unitInterval(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('Give a number from 0 to 1.');
  return value;
}

export function portNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('Give a whole number from 0 to 65535; 0 takes a free port.');
  }
  return value;
}

/** A whole text that is a number the schema allows; the message is the schema's. */
export function numberOf(schema: z.ZodType<number>): (text: string) => number {
  return (text) => {
    const parsed = schema.safeParse(text.trim() === '' ? Number.NaN : Number(text));
    if (!parsed.success)
      throw new InvalidArgumentError(`${parsed.error.issues[0]?.message ?? 'Not a number'}.`);
    return parsed.data;
  };
}

/** An ISO 8601 time with its offset, so that no night of a changed clock is guessed. UTC milliseconds. */
export function instant(text: string): number {
  const hasOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(text);
  const utcMs = hasOffset ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(utcMs)) throw new InvalidArgumentError('An example: 2026-11-20T10:00:00+01:00.');
  return Math.round(utcMs);
}
