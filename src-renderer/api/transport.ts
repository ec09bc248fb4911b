/** Opens one connection to the host: over a MessagePort in Electron, over a WebSocket in a browser. */
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { portHandoverMessage, rpcWebSocketPath, type WandrBridge } from '#shared/bridge.ts';
import { desktopBridge } from './bridge.ts';

type Context = Record<never, never> & ClientContext;

export interface Transport extends Disposable {
  readonly link: ClientLink<Context>;
  /** Resolves once the transport is gone, for whatever reason. */
  readonly closed: Promise<void>;
}

/** How long an attempt may take before it counts as failed. */
const openTimeoutMs = 10_000;

function openWebSocket(signal: AbortSignal): Promise<Transport> {
  const url = new URL(rpcWebSocketPath, window.location.href);
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
  const patience = AbortSignal.any([signal, AbortSignal.timeout(openTimeoutMs)]);
  return new Promise((resolve, reject) => {
    const settle = () => {
      patience.removeEventListener('abort', fail);
      socket.removeEventListener('close', fail);
      socket.removeEventListener('open', succeed);
    };
    const fail = () => {
      settle();
      socket.close();
      reject(new Error('The WebSocket could not be opened.'));
    };
    const succeed = () => {
      settle();
      resolve(transport);
    };
    patience.addEventListener('abort', fail);
    socket.addEventListener('close', fail);
    socket.addEventListener('open', succeed);
  });
}

async function openMessagePort(bridge: WandrBridge, signal: AbortSignal): Promise<Transport> {
  const port = await receivePort(bridge, AbortSignal.any([signal, AbortSignal.timeout(openTimeoutMs)]));
  const closed = new Promise<void>((resolve) => {
    port.addEventListener('close', () => resolve(), { once: true });
  });
  const link = new MessagePortLink<Context>({ port });
  port.start();
  return { link, closed, [Symbol.dispose]: () => port.close() };
}

/** Asks the preload script for a port. Errors: the signal's reason. */
function receivePort(bridge: WandrBridge, signal: AbortSignal): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      window.removeEventListener('message', onMessage);
      signal.removeEventListener('abort', onAbort);
    };
    const onMessage = (event: MessageEvent) => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== portHandoverMessage || port === undefined) return;
      settle();
      resolve(port);
    };
    const onAbort = () => {
      settle();
      reject(signal.reason);
    };
    window.addEventListener('message', onMessage);
    signal.addEventListener('abort', onAbort, { once: true });
    bridge.requestPort();
  });
}

/** Connects, or rejects. */
export function openTransport(signal: AbortSignal): Promise<Transport> {
  const bridge = desktopBridge();
  return bridge === null ? openWebSocket(signal) : openMessagePort(bridge, signal);
}
