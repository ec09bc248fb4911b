import { AppError, errorKind, isCancelled, toAppError } from '#shared/errors.ts';

/** What the shell is told: 1 for what the user can mend, 70 (EX_SOFTWARE) for a bug, 130 for Ctrl-C. */
export function exitCodeOf(error: unknown): number {
  const { code } = toAppError(error);
  switch (errorKind(code)) {
    case 'cancelled':
      return 130;
    case 'bug':
      return 70;
    case 'expected':
      return 1;
  }
}

/** Message and hint on stderr. A bug of this process comes with its stack, because nobody else will see it. */
export function printError(error: unknown): void {
  if (isCancelled(error)) {
    process.stderr.write('Cancelled. What was finished is kept; the same command goes on from there.\n');
    return;
  }
  const appError = toAppError(error);
  process.stderr.write(`Error: ${appError.message}\n`);
  if (appError.hint) process.stderr.write(`${appError.hint}\n`);
  if (errorKind(appError.code) === 'bug' && !appError.hint) {
    const stack = appError.cause instanceof Error ? appError.cause.stack : appError.stack;
    process.stderr.write(`\nThis is a bug in Wandr. Please report it with these lines:\n${stack}\n`);
  }
}

/** A wrong use of the command line that commander cannot see by itself. */
export function usageError(message: string, hint: string): AppError {
  return new AppError('INVALID_INPUT', message, hint);
}
