/**
 * What host and renderer agree on besides the contract: where the RPC is reached, and what the preload script
 * offers in Electron. In a browser `window.wandr` is undefined and the renderer opens the WebSocket.
 */

/** Path of the RPC WebSocket on the web host; the page's own origin is the rest of its address. */
export const rpcWebSocketPath = '/rpc';

/**
 * `data` of the `message` event by which the preload script hands the RPC port to the page; the port is
 * `event.ports[0]`, `event.source` is the page's own window.
 */
export const portHandoverMessage = 'wandr:port';

/** `window.wandr`, made by the preload script; only in Electron. */
export interface WandrBridge {
  /** Asks for a fresh RPC port. It arrives as a `message` event with `portHandoverMessage`. */
  requestPort(): void;
  /** The absolute path of a dropped or picked file; empty when the file did not come from a disk. */
  pathForFile(file: File): string;
  /** Opens the system's folder dialog; null when the user closed it. */
  chooseFolder(): Promise<string | null>;
}
