import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { page } from './page.ts';

type Invoked = (event: unknown, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Invoked>();

  handle(channel: string, handler: Invoked): void {
    this.#handlers.set(channel, handler);
  }

  /** For `ipcRenderer.invoke`. */
  async invoked(channel: string): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(eventFromPage());
  }
}

export const ipcMain = new IpcMain();

/** What the main process is told of the sender. */
function eventFromPage() {
  return { sender: page.webContents, senderFrame: page.url === null ? null : { url: page.url } };
}

class IpcRenderer extends EventEmitter {
  send(channel: string): void {
    ipcMain.emit(channel, eventFromPage());
  }

  invoke(channel: string): Promise<unknown> {
    return ipcMain.invoked(channel);
  }

  /** For `webContents.postMessage`. */
  delivered(channel: string, message: unknown, ports: readonly MessagePort[]): void {
    this.emit(channel, { ports }, message);
  }
}

export const ipcRenderer = new IpcRenderer();

export const contextBridge = {
  exposeInMainWorld(name: string, api: unknown): void {
    page.exposed.set(name, api);
  },
};

/** The double's files carry their path themselves. */
export const webUtils = {
  getPathForFile(file: File): string {
    return (file as File & { diskPath?: string }).diskPath ?? '';
  },
};
