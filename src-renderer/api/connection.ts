/** Keeps one connection to the host alive and tells the application how it stands. */
import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { create } from 'zustand';
import { ConnectionLostError } from '../lib/errors.ts';
import { openTransport, type Transport } from './transport.ts';

export const connectionConfig = Object.freeze({
  /** First wait after a lost connection; it doubles with every failed attempt. */
  firstRetryMs: 500,
  /** Longest wait. Raising it spares a stopped host, lowering it finds a restarted one sooner. */
  lastRetryMs: 8_000,
  /** How long a call waits for a connection before it fails. */
  callPatienceMs: 6_000,
});

export interface ConnectionState {
  readonly status: 'connecting' | 'open' | 'lost';
  /** How many connections were opened so far; live subscriptions start anew with each. */
  readonly generation: number;
  /** Epoch milliseconds of the next attempt while the connection is lost. */
  readonly nextAttemptMs: number | null;
}

export const useConnection = create<ConnectionState>(() => ({
  status: 'connecting',
  generation: 0,
  nextAttemptMs: null,
}));

/** The wait before attempt `attempt` (0 is the first), with up to 25 % taken off at random. */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(connectionConfig.firstRetryMs * 2 ** attempt, connectionConfig.lastRetryMs);
  return full * (1 - random() * 0.25);
}

let transport: Transport | null = null;
let wakeUp: (() => void) | null = null;

/** Tries again at once instead of waiting for the next attempt. */
export function reconnectNow(): void {
  wakeUp?.();
}

function sleep(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, durationMs);
    function done() {
      clearTimeout(timer);
      wakeUp = null;
      resolve();
    }
    wakeUp = done;
  });
}

/** Connects and reconnects until `signal` aborts. */
export async function keepConnected(signal: AbortSignal, open = openTransport): Promise<void> {
  let attempt = 0;
  while (!signal.aborted) {
    try {
      using opened = await open(signal);
      attempt = 0;
      transport = opened;
      useConnection.setState((state) => ({
        status: 'open',
        generation: state.generation + 1,
        nextAttemptMs: null,
      }));
      await Promise.race([opened.closed, whenAborted(signal)]);
    } catch (error) {
      if (signal.aborted) break;
      console.info('Connecting to the host failed.', error);
    } finally {
      transport = null;
    }
    if (signal.aborted) break;
    const delayMs = retryDelayMs(attempt);
    attempt += 1;
    useConnection.setState({ status: 'lost', nextAttemptMs: Date.now() + delayMs });
    await Promise.race([sleep(delayMs), whenAborted(signal)]);
  }
  transport = null;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Waits for the connection at most `callPatienceMs`. Errors: ConnectionLostError, the signal's reason. */
function whenOpen(signal: AbortSignal | undefined): Promise<Transport> {
  if (transport !== null) return Promise.resolve(transport);
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      unsubscribe();
      signal?.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      settle();
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      settle();
      reject(new ConnectionLostError());
    }, connectionConfig.callPatienceMs);
    const unsubscribe = useConnection.subscribe(() => {
      if (transport === null) return;
      settle();
      resolve(transport);
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Sends each call over the connection of the moment; a call cut off by its end fails as ConnectionLostError. */
export const reconnectingLink: ClientLink<ClientContext> = {
  async call(
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    const used = await whenOpen(options.signal);
    try {
      return await used.link.call(path, input, options);
    } catch (error) {
      if (used !== transport) throw new ConnectionLostError({ cause: error });
      throw error;
    }
  },
};
