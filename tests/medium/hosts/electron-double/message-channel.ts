import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** Electron's port: an event emitter whose messages come as `{data}`, silent until `start`. */
export class MessagePortMain {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  on(event: 'message' | 'close', listener: (event: { data: unknown }) => void): this {
    // A listener added by `on` would start Node's port, Electron's waits; `addListener` of its EventTarget half does not.
    if (event === 'message')
      this.#port.addEventListener('message', (message) => listener({ data: (message as MessageEvent).data }));
    else this.#port.addEventListener('close', () => listener({ data: undefined }));
    return this;
  }

  start(): void {
    this.#port.start();
  }

  postMessage(data: unknown): void {
    this.#port.postMessage(data);
  }

  close(): void {
    this.#port.close();
  }
}

/** `port2` stays Node's own port: it goes to the page, where ports are event targets. */
export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = port2;
  }
}
