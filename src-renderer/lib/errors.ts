import type { ErrorCode } from '#shared/errors.ts';

/** An error in the words that the user reads. */
export interface ErrorDescription {
  /** A code of the contract, or `CONNECTION_LOST` when the host could not be asked at all. */
  readonly code: ErrorCode | 'CONNECTION_LOST';
  /** What happened, in one sentence. */
  readonly message: string;
  /** What the user can do next; may be empty. */
  readonly hint: string;
}

/** The host could not be reached, or went away before it answered. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
  readonly code = 'CONNECTION_LOST';

  constructor(options?: { cause?: unknown }) {
    super('Wandr lost the connection to its host.', options);
  }
}

interface ErrorLike {
  code?: unknown;
  message?: unknown;
  hint?: unknown;
  data?: { hint?: unknown };
}

/** Turns whatever a call threw into words: an error of the contract keeps its own. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof ConnectionLostError) {
    return {
      code: error.code,
      message: error.message,
      hint: 'Check that Wandr is still running; the page connects again by itself.',
    };
  }
  const { code, message, hint, data } = (error ?? {}) as ErrorLike;
  const text = typeof message === 'string' && message !== '' ? message : String(error);
  const nextStep = data?.hint ?? hint;
  return {
    code: typeof code === 'string' ? (code as ErrorCode) : 'INTERNAL',
    message: text,
    hint: typeof nextStep === 'string' ? nextStep : '',
  };
}

/** True when the user, or the leaving of a view, called the work off: nothing to show. */
export function isCancellation(error: unknown): boolean {
  if (error instanceof DOMException && error.name === 'AbortError') return true;
  return (error as ErrorLike | null)?.code === 'CANCELLED';
}
