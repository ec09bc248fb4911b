import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { RpcRouter } from './router.ts';

/** Serves the RPC on WebSockets that the web host has already let in. */
export class WebSocketTransport {
  readonly #handler: RPCHandler<Record<never, never>>;

  constructor(router: RpcRouter) {
    this.#handler = new RPCHandler(router);
  }

  /** Returns at once; running calls abort when the socket closes. */
  async serve(socket: WebSocket): Promise<void> {
    await this.#handler.upgrade(socket);
  }
}
