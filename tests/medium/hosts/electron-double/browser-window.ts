import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { ipcRenderer } from './ipc.ts';
import { page } from './page.ts';
import { session } from './session.ts';

class WebContents extends EventEmitter {
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;

  readonly downloads: string[] = [];

  downloadURL(url: string): void {
    this.downloads.push(url);
  }

  setWindowOpenHandler(handler: typeof this.windowOpenHandler): void {
    this.windowOpenHandler = handler;
  }

  postMessage(channel: string, message: unknown, ports: readonly MessagePort[]): void {
    ipcRenderer.delivered(channel, message, ports);
  }

  /** For the test: the page wants to go elsewhere. Returns whether it may. */
  navigate(url: string): boolean {
    let isPrevented = false;
    const event = {
      preventDefault: () => {
        isPrevented = true;
      },
    };
    this.emit('will-navigate', event, url);
    return !isPrevented;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly #windows: BrowserWindow[] = [];
  readonly options: { webPreferences: Record<string, unknown> };
  readonly webContents = new WebContents();
  /** The answer to the last `loadURL`. */
  loaded: Response | null = null;
  isShown = false;

  constructor(options: { webPreferences: Record<string, unknown> }) {
    super();
    this.options = options;
    BrowserWindow.#windows.push(this);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#windows];
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return BrowserWindow.#windows.find((window) => window.webContents === contents) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    page.url = url;
    page.webContents = this.webContents;
    this.loaded = await session.defaultSession.fetch(url);
    this.emit('ready-to-show');
  }

  show(): void {
    this.isShown = true;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {}

  focus(): void {}

  destroy(): void {
    BrowserWindow.#windows.splice(BrowserWindow.#windows.indexOf(this), 1);
  }
}
