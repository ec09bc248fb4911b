/**
 * What the Electron preload script puts on `window`. Absent in a browser, where the web host serves the page.
 *
 * [Note: The RPC port] A MessagePort cannot cross the context bridge. The page makes the channel and posts one
 * end to itself as `wandr:connect`; the preload script listens for it and forwards it to the main process.
 */
export interface WandrBridge {
  /** Shows the system's folder dialog; null when the user closed it. */
  chooseFolder(options: { title: string; defaultPath?: string }): Promise<string | null>;
  /** The absolute path of a file that the user dropped or chose; empty when it has none. */
  pathForFile(file: File): string;
}

declare global {
  interface Window {
    readonly wandr?: WandrBridge;
  }
}

export const connectMessage = 'wandr:connect';

export function desktopBridge(): WandrBridge | null {
  return window.wandr ?? null;
}
