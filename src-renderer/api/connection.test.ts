import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionLostError } from '../lib/errors.ts';
import {
  connectionConfig,
  keepConnected,
  reconnectingLink,
  reconnectNow,
  retryDelayMs,
  useConnection,
} from './connection.ts';
import type { Transport } from './transport.ts';

let controller: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'info').mockReturnValue();
  controller = new AbortController();
  useConnection.setState({ status: 'connecting', generation: 0, nextAttemptMs: null });
});
afterEach(() => {
  controller.abort();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function fakeTransport(call: Transport['link']['call'] = async () => 'answer') {
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  const transport: Transport = { link: { call }, closed, [Symbol.dispose]: () => close() };
  return { transport, close };
}

const callPing = (signal?: AbortSignal) =>
  reconnectingLink.call(['system', 'info'], undefined, { context: {}, ...(signal ? { signal } : {}) });

describe('retryDelayMs', () => {
  it('doubles up to its limit, less at most a quarter by chance', () => {
    expect([0, 1, 2, 10].map((attempt) => retryDelayMs(attempt, () => 0))).toEqual([
      500, 1_000, 2_000, 8_000,
    ]);
    expect(retryDelayMs(3, () => 1)).toBe(3_000);
  });
});

describe('the connection', () => {
  it('comes back by itself after it was lost, with a new generation', async () => {
    const first = fakeTransport();
    const second = fakeTransport();
    const open = vi.fn().mockResolvedValueOnce(first.transport).mockResolvedValueOnce(second.transport);
    void keepConnected(controller.signal, open);
    await vi.advanceTimersByTimeAsync(0);
    expect(useConnection.getState()).toMatchObject({ status: 'open', generation: 1 });
    first.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(useConnection.getState().status).toBe('lost');
    await vi.advanceTimersByTimeAsync(connectionConfig.firstRetryMs);
    expect(useConnection.getState()).toMatchObject({ status: 'open', generation: 2 });
  });

  it('tries again at once when the user asks for it', async () => {
    const open = vi.fn().mockRejectedValue(new Error('refused'));
    void keepConnected(controller.signal, open);
    await vi.advanceTimersByTimeAsync(20_000);
    const attempts = open.mock.calls.length;
    await vi.advanceTimersByTimeAsync(10);
    reconnectNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(open).toHaveBeenCalledTimes(attempts + 1);
  });

  it('closes the transport when it is no longer wanted', async () => {
    const { transport } = fakeTransport();
    void keepConnected(controller.signal, async () => transport);
    await vi.advanceTimersByTimeAsync(0);
    controller.abort();
    await expect(transport.closed).resolves.toBeUndefined();
  });
});

describe('a call', () => {
  it('waits for the connection', async () => {
    const { promise, resolve } = Promise.withResolvers<Transport>();
    void keepConnected(controller.signal, () => promise);
    const answer = callPing();
    resolve(fakeTransport().transport);
    await vi.advanceTimersByTimeAsync(0);
    await expect(answer).resolves.toBe('answer');
  });

  it('fails after a while without one', async () => {
    const failure = expect(callPing()).rejects.toBeInstanceOf(ConnectionLostError);
    await vi.advanceTimersByTimeAsync(connectionConfig.callPatienceMs);
    await failure;
  });

  it('stops waiting when it is called off', async () => {
    const own = new AbortController();
    const failure = expect(callPing(own.signal)).rejects.toBe('not needed');
    own.abort('not needed');
    await failure;
  });

  it('that the end of the connection cut off says so, and keeps the cause', async () => {
    const { promise, reject } = Promise.withResolvers<unknown>();
    const { transport, close } = fakeTransport(() => promise);
    void keepConnected(
      controller.signal,
      vi
        .fn()
        .mockResolvedValueOnce(transport)
        .mockReturnValue(new Promise(() => {})),
    );
    await vi.advanceTimersByTimeAsync(0);
    const failure = expect(callPing()).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
      cause: 'peer closed',
    });
    close();
    await vi.advanceTimersByTimeAsync(0);
    reject('peer closed');
    await failure;
  });
});
