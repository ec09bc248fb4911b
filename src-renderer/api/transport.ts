/** Opens one connection to the host: over a MessagePort in Electron, over a WebSocket in a browser. */
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { connectMessage, desktopBridge } from './bridge.ts';

type Context = Record<never, never> & ClientContext;

export interface Transport extends Disposable {
  readonly link: ClientLink<Context>;
  /** Resolves once the transport is gone, for whatever reason. */
  readonly closed: Promise<void>;
}

/** How long an attempt may take before it counts as failed. */
const openTimeoutMs = 10_000;

function openWebSocket(signal: AbortSignal): Promise<Transport> {
  const url = new URL('/rpc', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve(), { once: true });
  });
  const transport: Transport = {
    link: new WebSocketLink<Context>({ websocket: socket }),
    closed,
    [Symbol.dispose]: () => socket.close(),
  };
  return new Promise((resolve, reject) => {
    const fail = () => {
      socket.close();
      reject(new Error('The WebSocket could not be opened.'));
    };
    AbortSignal.any([signal, AbortSignal.timeout(openTimeoutMs)]).addEventListener('abort', fail, {
      once: true,
    });
    socket.addEventListener('close', fail, { once: true });
    socket.addEventListener('open', () => resolve(transport), { once: true });
  });
}

function openMessagePort(): Transport {
  const { port1, port2 } = new MessageChannel();
  // The message goes to this very window, for the preload script: no other origin can receive it.
  window.postMessage(connectMessage, '*', [port2]);
  const closed = new Promise<void>((resolve) => {
    port1.addEventListener('close', () => resolve(), { once: true });
  });
  const link = new MessagePortLink<Context>({ port: port1 });
  port1.start();
  return { link, closed, [Symbol.dispose]: () => port1.close() };
}

/** Connects, or rejects. */
export async function openTransport(signal: AbortSignal): Promise<Transport> {
  return desktopBridge() === null ? openWebSocket(signal) : openMessagePort();
}
