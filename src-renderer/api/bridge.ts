import type { WandrBridge } from '#shared/bridge.ts';

declare global {
  interface Window {
    readonly wandr?: WandrBridge;
  }
}

/** What the Electron preload script offers; null in a browser, where the web host serves the page. */
export function desktopBridge(): WandrBridge | null {
  return window.wandr ?? null;
}
