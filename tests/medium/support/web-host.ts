/** A web host in this process on a data folder of its own, and a browser's side of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '#shared/contract/index.ts';
import { dataFolder } from '../../../src-main/app/data-folder.ts';
import { serve } from '../../../src-main/hosts/web/serve.ts';

export interface Connection extends Disposable {
  readonly client: ContractRouterClient<Contract>;
}

export interface RunningHost extends AsyncDisposable {
  /** A folder for the test's own files; removed at the end. */
  readonly folder: string;
  readonly origin: string;
  /** Sign-in addresses that the host printed, oldest first. */
  readonly addresses: readonly string[];
  /** The `Cookie` header of the signed-in browser. */
  readonly cookie: string;
  /** A request of the signed-in browser. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  connect(): Promise<Connection>;
}

export async function startHost(): Promise<RunningHost> {
  const folder = await mkdtemp(join(tmpdir(), 'wandr-host-'));
  const data = dataFolder({
    platform: process.platform,
    env: { WANDR_DATA: join(folder, 'data') },
    home: folder,
  });
  const stop = new AbortController();
  const addresses: string[] = [];
  const started = Promise.withResolvers<void>();
  const onAddress = (address: string) => {
    addresses.push(address);
    started.resolve();
  };
  const served = serve({ data, port: 0, studyPath: null, onAddress }, stop.signal);
  await Promise.race([started.promise, served]);
  const { origin } = new URL(addresses[0]!);
  const cookie = await signIn(addresses[0]!);

  return {
    folder,
    origin,
    addresses,
    cookie,
    fetch: (path, init = {}) =>
      fetch(new URL(path, origin), {
        ...init,
        headers: { cookie, ...(init.headers as Record<string, string>) },
      }),
    connect: () => connect(origin, cookie),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await served;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function signIn(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie');
  if (!cookie) throw new Error(`Signing in failed: ${response.status}`);
  return cookie.split(';')[0]!;
}

async function connect(origin: string, cookie: string): Promise<Connection> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  // ws implements the browser's interface; the types of the two differ in their events only.
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return { client: createORPCClient(link), [Symbol.dispose]: () => socket.terminate() };
}
