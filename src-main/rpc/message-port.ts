import type { SupportedMessagePort } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import type { RpcRouter } from './router.ts';

/** Serves the RPC on a message port: `MessagePortMain` in Electron, `MessagePort` of Node in tests. */
export class MessagePortTransport {
  readonly #handler: RPCHandler<Record<never, never>>;

  constructor(router: RpcRouter) {
    this.#handler = new RPCHandler(router);
  }

  /** The caller starts the port. Running calls abort when it closes. */
  serve(port: SupportedMessagePort): void {
    this.#handler.upgrade(port);
  }
}
