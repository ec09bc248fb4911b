// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openTransport } from './transport.ts';

class FakeSocket extends EventTarget {
  static last: FakeSocket | null = null;
  readonly url: string;
  isClosed = false;

  constructor(url: URL) {
    super();
    this.url = url.href;
    FakeSocket.last = this;
  }

  close(): void {
    this.isClosed = true;
    this.dispatchEvent(new Event('close'));
  }
}

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('opens the RPC socket of the page’s own origin', async () => {
  const opening = openTransport(new AbortController().signal);
  FakeSocket.last?.dispatchEvent(new Event('open'));
  using transport = await opening;
  expect(FakeSocket.last?.url).toBe(`ws://${window.location.host}/rpc`);
  FakeSocket.last?.close();
  await expect(transport.closed).resolves.toBeUndefined();
});

it('leaves an open socket alone when the time for opening is over', async () => {
  const timeout = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
  const opening = openTransport(new AbortController().signal);
  FakeSocket.last?.dispatchEvent(new Event('open'));
  await opening;
  timeout.abort();
  expect(FakeSocket.last?.isClosed).toBe(false);
});

it('gives up a socket that does not open in time', async () => {
  const timeout = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
  const opening = openTransport(new AbortController().signal);
  timeout.abort();
  await expect(opening).rejects.toThrow('could not be opened');
  expect(FakeSocket.last?.isClosed).toBe(true);
});
