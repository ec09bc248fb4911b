import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { rpcWebSocketPath } from '#shared/bridge.ts';
import { AppError, isCancelled, toAppError } from '#shared/errors.ts';
import type { Logger } from '../../app/logger.ts';
import type { RpcRouter } from '../../rpc/router.ts';
import { WebSocketTransport } from '../../rpc/websocket.ts';
import { parseMediaPath } from '../../services/media/media-path.ts';
import type { MediaService } from '../../services/media/media-service.ts';
import { rendererFile } from '../http/renderer-files.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { answerError, answerPage, answerText, answerWithFile } from './answer.ts';
import { BrowserSession } from './browser-session.ts';
import { refusal } from './origin-check.ts';
import { notBuiltPage, signInPage } from './pages.ts';
import { mediaPrefix, type SignedUrls } from './signed-urls.ts';
import { abortWithRequest, parseUpload, type ReceiveUpload, uploadPrefix } from './upload.ts';

/** A plan picture of 32 MiB in base64, and its envelope. */
const largestMessageBytes = 48 * 1024 * 1024;
/** A fresh sign-in address is printed at most this often, so that no other program can flood the terminal. */
const addressGapMs = 5_000;

export interface WebHostOptions {
  readonly router: RpcRouter;
  readonly media: Pick<MediaService, 'resolve'>;
  readonly urls: SignedUrls;
  readonly receiveUpload: ReceiveUpload;
  readonly logger: Logger;
  /** The built renderer. */
  readonly rendererFolder: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Called when a used sign-in address was opened, with a fresh one for the user. */
  readonly onFreshAddress: (address: string) => void;
}

/** The application for a browser on this machine: pages, RPC, media and uploads on 127.0.0.1. */
export class WebHost implements AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Opens the application in one browser, once. */
  readonly address: string;
  readonly #options: WebHostOptions;
  readonly #server: Server;
  readonly #port: number;
  readonly #session: BrowserSession;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessageBytes });
  readonly #rpc: WebSocketTransport;
  #lastAddressAtMs = Number.NEGATIVE_INFINITY;

  /** Errors: CONFLICT when the port is taken. */
  static async start(options: WebHostOptions): Promise<WebHost> {
    // Node gives a request five minutes; a day of footage from a slow disk takes longer.
    const server = createServer({ requestTimeout: 0 });
    await listen(server, options.port);
    return new WebHost(options, server);
  }

  private constructor(options: WebHostOptions, server: Server) {
    this.#options = options;
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    this.origin = `http://127.0.0.1:${this.#port}`;
    this.#session = new BrowserSession(this.#port);
    this.address = this.#freshAddress();
    this.#rpc = new WebSocketTransport(options.router);
    const csp = { connect: `ws://127.0.0.1:${this.#port} ws://localhost:${this.#port}` };
    const headers = new Headers(securityHeaders(csp));
    server.on('request', (request, response) => {
      response.setHeaders(headers);
      void this.#answer(request, response);
    });
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const refused = refusal(request, this.#port);
      if (refused) answerText(response, refused.status, refused.reason);
      else await this.#route(request, response, new URL(request.url ?? '/', this.origin));
    } catch (error) {
      const appError = toAppError(error);
      if (appError.code === 'INTERNAL') {
        this.#options.logger.error('A request failed.', { path: request.url?.split('?')[0], error });
      }
      if (isCancelled(appError)) response.destroy();
      else answerError(response, appError);
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const isSignedIn = this.#session.isIn(request.headers.cookie);
    // Only GET: a link that is merely looked at must not use the token up.
    if (url.pathname === '/start' && request.method === 'GET') return this.#signIn(response, url, isSignedIn);
    if (!isSignedIn) return answerPage(response, 401, signInPage);
    if (url.pathname.startsWith(uploadPrefix) && request.method === 'PUT') {
      await this.#options.receiveUpload(parseUpload(url), request, abortWithRequest(request));
      response.writeHead(204).end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answerText(response, 405, 'Not allowed.');
    if (url.pathname.startsWith(mediaPrefix)) return this.#media(request, response, url);
    await this.#page(request, response, url);
  }

  #signIn(response: ServerResponse, url: URL, isSignedIn: boolean): void {
    const cookie = this.#session.exchange(url.searchParams.get('token'));
    if (!cookie && !isSignedIn) {
      this.#printFreshAddress();
      answerPage(response, 401, signInPage);
      return;
    }
    const headers = { location: '/', 'cache-control': 'no-store', ...(cookie && { 'set-cookie': cookie }) };
    response.writeHead(303, headers).end();
  }

  async #media(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const verified = this.#options.urls.verify(url);
    if (verified === 'forged') return answerText(response, 403, 'This address was not made by Wandr.');
    if (verified === 'expired') return answerText(response, 410, 'This address has expired.');
    const target = parseMediaPath(verified.mediaPath);
    if (!target) return answerText(response, 404, 'There is no such file.');
    await answerWithFile(request, response, await this.#options.media.resolve(target));
  }

  async #page(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const file = await rendererFile(this.#options.rendererFolder, url.pathname);
    if (file) {
      response.writeHead(200, {
        'content-type': file.mimeType,
        'cache-control': file.cacheControl,
        'content-length': file.bytes.length,
      });
      response.end(request.method === 'HEAD' ? undefined : file.bytes);
    } else if (url.pathname === '/') answerPage(response, 503, notBuiltPage);
    else answerText(response, 404, 'There is no such page.');
  }

  /** Unlike a plain request, a WebSocket is not bound by the same-origin policy: the checks here are all there is. */
  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Node leaves this socket without a listener: a page that hangs up early would end the whole host.
    socket.on('error', () => socket.destroy());
    const isLetIn =
      refusal(request, this.#port) === null &&
      this.#session.isIn(request.headers.cookie) &&
      new URL(request.url ?? '/', this.origin).pathname === rpcWebSocketPath;
    if (!isLetIn) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => this.#options.logger.warn('A WebSocket failed.', { error }));
      void this.#rpc.serve(webSocket);
    });
  }

  #freshAddress(): string {
    return `${this.origin}/start?token=${this.#session.freshToken()}`;
  }

  #printFreshAddress(): void {
    const now = performance.now();
    if (now - this.#lastAddressAtMs < addressGapMs) return;
    this.#lastAddressAtMs = now;
    this.#options.onFreshAddress(this.#freshAddress());
  }

  /** Breaks off what is running. Sockets do not end by themselves: the pages stay open. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    this.#server.closeAllConnections();
    await closed;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? portError(port, error) : error);
    });
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function portError(port: number, cause: unknown): AppError {
  return new AppError('CONFLICT', `Port ${port} cannot be used.`, 'Leave --port out to take a free one.', {
    cause,
  });
}
