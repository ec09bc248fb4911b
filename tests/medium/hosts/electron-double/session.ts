import { app } from './app.ts';

type Handler = (request: Request) => Promise<Response>;
type BeforeRequest = (details: { url: string }, answer: (result: { cancel: boolean }) => void) => void;

interface PrivilegedScheme {
  readonly scheme: string;
  readonly privileges: Readonly<Record<string, boolean>>;
}

/** Electron throws when schemes are registered too late; so does the double. */
export const protocol = {
  privileged: [] as PrivilegedScheme[],
  registerSchemesAsPrivileged(schemes: readonly PrivilegedScheme[]) {
    if (app.isReady)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    protocol.privileged.push(...schemes);
  },
};

class Session {
  readonly #handlers = new Map<string, Handler>();
  #beforeRequest: BeforeRequest | null = null;
  permissionRequest:
    | ((contents: unknown, permission: string, answer: (yes: boolean) => void) => void)
    | null = null;
  permissionCheck: (() => boolean) | null = null;
  devicePermission: (() => boolean) | null = null;

  readonly protocol = {
    handle: (scheme: string, handler: Handler) => void this.#handlers.set(scheme, handler),
  };
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.#beforeRequest = listener;
    },
  };

  setPermissionRequestHandler(handler: typeof this.permissionRequest): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: typeof this.permissionCheck): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: typeof this.devicePermission): void {
    this.devicePermission = handler;
  }

  /** What the page gets for an address; rejects as Chromium's network layer does for a refused one. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const isCancelled = await new Promise<boolean>((resolve) => {
      if (this.#beforeRequest) this.#beforeRequest({ url }, ({ cancel }) => resolve(cancel));
      else resolve(false);
    });
    if (isCancelled) throw new TypeError('net::ERR_BLOCKED_BY_CLIENT');
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler) throw new TypeError('net::ERR_UNKNOWN_URL_SCHEME');
    return handler(new Request(url, init));
  }
}

export const session = { defaultSession: new Session() };
