import type { MessagePort } from 'node:worker_threads';

/** A message as the page's `message` event brings it. */
export interface PageMessage {
  readonly data: unknown;
  readonly origin: string;
  readonly ports: readonly MessagePort[];
}

/** The page of the one window, as the preload script and the test see it. */
export const page = {
  /** Of the document that is shown. */
  url: null as string | null,
  webContents: null as unknown,
  /** What the preload script put into the page's world. */
  exposed: new Map<string, unknown>(),
  messages: [] as PageMessage[],
  /** `window` of the preload script. */
  window: {
    get location() {
      const { protocol, host } = new URL(page.url ?? 'about:blank');
      return { origin: `${protocol}//${host}` };
    },
    postMessage(data: unknown, origin: string, ports: readonly MessagePort[]) {
      page.messages.push({ data, origin, ports });
    },
  },
};
