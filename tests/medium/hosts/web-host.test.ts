/** Real: the web host, its services, SQLite, sockets. The clock of the signed addresses is set by hand. */

import { writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openStudyStore } from '../../../src-main/store/open-study.ts';
import { mediaAsset, recording } from '../../../src-main/store/schema/index.ts';
import { type RunningHost, startHost } from '../support/web-host.ts';

let host: RunningHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => host[Symbol.asyncDispose]());

/** `fetch` sets Host and Origin by itself; this sends what it is told. */
function rawRequest(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, host.origin), { headers, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', reject).end();
  });
}

function openSocket(headers: Record<string, string>): Promise<'open' | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/rpc`, { headers });
    socket.once('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', () => {});
  });
}

/** Asks for a WebSocket and hangs up before the answer. */
function hangUp(): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(host.origin).port), '127.0.0.1', () => {
      const request =
        'GET /rpc HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
      socket.write(request, () => socket.resetAndDestroy());
    });
    socket.once('close', () => resolve());
  });
}

describe('signing in', () => {
  it('exchanges the token once for a cookie that scripts and other sites cannot use', async () => {
    const fresh = await startHost();
    await using _ = fresh;
    const again = await fetch(fresh.addresses[0]!, { redirect: 'manual' });
    expect(again.status).toBe(401);
    expect(again.headers.get('set-cookie')).toBeNull();
    expect(fresh.addresses).toHaveLength(2);

    const signedIn = await fetch(fresh.addresses[1]!, { redirect: 'manual' });
    expect(signedIn.status).toBe(303);
    expect(signedIn.headers.get('location')).toBe('/');
    const cookie = signedIn.headers.get('set-cookie');
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
  });

  it('refuses pages without the cookie, or with a wrong one', async () => {
    expect((await fetch(host.origin)).status).toBe(401);
    const wrong = host.cookie.replace(/=.*/, '=AAAA');
    expect((await fetch(host.origin, { headers: { cookie: wrong } })).status).toBe(401);
  });

  it('leads a browser that is signed in from a used address to the application', async () => {
    const response = await host.fetch('/start?token=used', { redirect: 'manual' });
    expect(response.status).toBe(303);
  });
});

describe('requests of other sites', () => {
  it('refuses a Host that is not this host, which DNS rebinding would bring', async () => {
    const { cookie } = host;
    expect(await rawRequest('/', { cookie, host: 'evil.example' })).toBe(421);
    expect(await rawRequest('/', { cookie, host: '127.0.0.1:1' })).toBe(421);
  });

  it('refuses a foreign Origin, and a change without one', async () => {
    const { cookie, origin } = host;
    const path = '/upload/x?path=a.mp4&modified=1';
    expect(await rawRequest(path, { cookie, origin: 'http://evil.example' }, 'PUT')).toBe(403);
    expect(await rawRequest(path, { cookie, origin: 'null' }, 'PUT')).toBe(403);
    expect(await rawRequest(path, { cookie }, 'PUT')).toBe(403);
    expect(await rawRequest('/', { cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await rawRequest(path, { cookie, origin }, 'POST')).toBe(405);
  });

  it('opens the WebSocket only with cookie and own Origin', async () => {
    const { cookie, origin } = host;
    expect(await openSocket({ cookie, origin })).toBe('open');
    expect(await openSocket({ origin })).toBe(403);
    expect(await openSocket({ cookie })).toBe(403);
    expect(await openSocket({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await openSocket({ cookie, origin, host: 'evil.example' })).toBe(403);
  });

  it('do not end the host when they hang up before they are answered', async () => {
    const uncaught: unknown[] = [];
    const listener = (error: unknown) => uncaught.push(error);
    process.on('uncaughtException', listener);
    for (let time = 0; time < 40; time++) await hangUp();
    expect((await fetch(host.origin)).status).toBe(401);
    process.off('uncaughtException', listener);
    expect(uncaught).toEqual([]);
  });
});

describe('answers', () => {
  it('carry a policy that allows no remote content and no inline script', async () => {
    const response = await host.fetch('/');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it.each(['/../package.json', '/assets/..%2f..%2f..%2fpackage.json', '/%00.js', '/%zz.js', '/nothing.js'])(
    'do not lead out of the built pages: %s',
    async (path) => {
      const { cookie } = host;
      expect(await rawRequest(path, { cookie })).toBe(404);
    },
  );
});

describe('media', () => {
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
  let url: string;

  beforeAll(async () => {
    using connection = await host.connect();
    const input = { folder: host.folder, name: 'Media', timeZone: 'Europe/Berlin' };
    const { path } = await connection.client.studies.create(input);
    await connection.client.studies.close();
    addMedia(path);
    await connection.client.studies.open({ path });
    url = (await connection.client.media.urls({ refs: [{ kind: 'proxy', id: 1 }] }))[0]!.url;
  });

  /** A proxy of recording 1, and a thumbnail that the database places outside the study. */
  function addMedia(path: string): void {
    using store = openStudyStore(path);
    writeFileSync(join(store.layout.proxies, '1.mp4'), bytes);
    const fields = { sizeBytes: 1, modifiedUtcMs: 1, fingerprint: 'f', evidence: [], confidence: 1 };
    const row = { id: 1, path: '/footage/a.mp4', status: 'accepted', addedUtcMs: 1, ...fields } as const;
    store.db.insert(recording).values(row).run();
    const asset = { recordingId: 1, relativePath: 'proxies/1.mp4', sizeBytes: 1000, widthPx: 1, heightPx: 1 };
    store.db
      .insert(mediaAsset)
      .values({ ...asset, kind: 'proxy' })
      .run();
    const outside = { ...asset, recordingId: 1, relativePath: '../../outside.jpg' };
    writeFileSync(join(host.folder, 'outside.jpg'), 'secret');
    store.db
      .insert(mediaAsset)
      .values({ ...outside, kind: 'thumbnail' })
      .run();
  }

  it('is served whole, with type and validator', async () => {
    const response = await host.fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    const etag = response.headers.get('etag')!;
    expect((await host.fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it.each([
    ['bytes=0-99', 0, 99],
    ['bytes=900-', 900, 999],
    ['bytes=-10', 990, 999],
    ['bytes=990-5000', 990, 999],
  ])('is served in parts, so that players can seek: %s', async (range, start, end) => {
    const response = await host.fetch(url, { headers: { range } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/1000`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes.subarray(start, end + 1));
  });

  it('says that a part does not exist', async () => {
    const response = await host.fetch(url, { headers: { range: 'bytes=1000-' } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */1000');
  });

  it('needs cookie and signature', async () => {
    expect((await fetch(new URL(url, host.origin))).status).toBe(401);
    expect((await host.fetch(url.replace('/proxy/1', '/thumbnail/1'))).status).toBe(403);
    expect((await host.fetch(url.replace(/signature=./, 'signature=%20'))).status).toBe(403);
    expect((await host.fetch(url.replace(/expires=\d/, 'expires=9'))).status).toBe(403);
    expect((await host.fetch(url.split('?')[0]!)).status).toBe(403);
  });

  it('never comes from outside the study folder', async () => {
    using connection = await host.connect();
    const [signed] = await connection.client.media.urls({ refs: [{ kind: 'thumbnail', id: 1 }] });
    const response = await host.fetch(signed!.url);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret');
  });

  it('is not shown of a study that is no longer open', async () => {
    using connection = await host.connect();
    await connection.client.studies.create({ folder: host.folder, name: 'Other', timeZone: 'UTC' });
    expect((await host.fetch(url)).status).toBe(404);
  });
});

describe('uploads', () => {
  it('arrive inside the study, and nowhere else', async () => {
    using connection = await host.connect();
    await connection.client.studies.create({ folder: host.folder, name: 'Uploads', timeZone: 'UTC' });
    const { folder, uploadUrl } = await connection.client.library.beginUpload({
      name: 'drop',
      totalBytes: 3,
    });
    const put = (path: string) =>
      host.fetch(`${uploadUrl}?${new URLSearchParams({ path, modified: '1700000000000' })}`, {
        method: 'PUT',
        body: 'abc',
        headers: { origin: host.origin },
      });
    expect((await put('cam/a.mp4')).status).toBe(204);
    const listing = await connection.client.system.listFolder({ path: join(folder, 'cam'), showFiles: true });
    expect(listing.entries.map((entry) => entry.name)).toEqual(['a.mp4']);

    const refused = await put('../../escape.mp4');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
