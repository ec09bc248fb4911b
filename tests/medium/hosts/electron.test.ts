/**
 * The Electron main process and the preload script, run as they are against a double of the `electron` module.
 * Real: services, SQLite, message ports, worker processes. Not real: windows, pages, Chromium's network.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink, type SupportedMessagePort } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { portHandoverMessage, type WandrBridge } from '#shared/bridge.ts';
import type { Contract } from '#shared/contract/index.ts';
import { openStudyStore } from '../../../src-main/store/open-study.ts';
import { grayPng } from '../support/gray-png.ts';
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  protocol,
  session,
  utilityProcess,
} from './electron-double/index.ts';
import { page } from './electron-double/page.ts';

vi.mock('electron', () => import('./electron-double/index.ts'));

const folder = mkdtempSync(join(tmpdir(), 'wandr-electron-'));
let client: ContractRouterClient<Contract>;
let window: BrowserWindow;
let bridge: WandrBridge;

beforeAll(async () => {
  vi.stubEnv('WANDR_DATA', join(folder, 'data'));
  vi.stubGlobal('window', page.window);
  await import('../../../src-main/hosts/electron/main.ts');
  app.becomeReady();
  await vi.waitFor(() => expect(BrowserWindow.getAllWindows()[0]?.loaded).toBeTruthy(), 20_000);
  window = BrowserWindow.getAllWindows()[0]!;
  await import('../../../src-preload/preload.ts');
  bridge = page.exposed.get('wandr') as WandrBridge;
  client = connect();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Does what the renderer does: asks for a port, and speaks the RPC over it. */
function connect(): ContractRouterClient<Contract> {
  bridge.requestPort();
  const message = page.messages.at(-1);
  if (message?.data !== portHandoverMessage) throw new Error('No port came.');
  const port = message.ports[0]!;
  const link = new RPCLink({ port: port as unknown as SupportedMessagePort });
  port.start();
  return createORPCClient(link);
}

describe('the window', () => {
  it('isolates the page and keeps Node away from it', () => {
    expect(window.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
    });
    expect(window.options.webPreferences.preload).toMatch(/preload\.cjs$/);
    expect(window.isShown).toBe(true);
  });

  it('shows the application’s own pages under a policy without remote content', () => {
    expect(page.url).toBe('wandr://app/');
    const policy = window.loaded?.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("media-src 'self' blob: wandr-media:");
    expect(protocol.privileged.map(({ scheme }) => scheme)).toEqual(['wandr', 'wandr-media']);
  });

  it('goes nowhere else and opens no other window', () => {
    expect(window.webContents.navigate('https://example.com/')).toBe(false);
    expect(window.webContents.navigate('wandr://app.evil/')).toBe(false);
    expect(window.webContents.navigate('wandr://app/journeys')).toBe(true);
    expect(window.webContents.downloads).toEqual([]);
    expect(window.webContents.navigate('wandr-media://study/report/1')).toBe(false);
    expect(window.webContents.downloads).toEqual(['wandr-media://study/report/1']);
    expect(window.webContents.windowOpenHandler?.({ url: 'wandr://app/' })).toEqual({ action: 'deny' });
  });

  it('has a menu without Electron’s links to web sites', () => {
    const roles = Menu.current?.map((item) => item.role);
    expect(roles).toContain('editMenu');
    expect(roles).not.toContain('help');
  });

  it('is denied every permission', () => {
    const { permissionRequest, permissionCheck, devicePermission } = session.defaultSession;
    const answers: boolean[] = [];
    permissionRequest?.(null, 'media', (yes) => answers.push(yes));
    expect(answers).toEqual([false]);
    expect(permissionCheck?.()).toBe(false);
    expect(devicePermission?.()).toBe(false);
  });

  it.each(['https://example.com/x.js', 'http://127.0.0.1/', 'ws://example.com/', 'file:///etc/passwd'])(
    'reaches nothing outside: %s',
    async (url) => {
      await expect(session.defaultSession.fetch(url)).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
    },
  );
});

describe('the bridge', () => {
  it('offers three things and no more', () => {
    expect(Object.keys(bridge).sort()).toEqual(['chooseFolder', 'pathForFile', 'requestPort']);
  });

  it('hands the port to the page’s own origin only', () => {
    expect(page.messages[0]).toMatchObject({ data: portHandoverMessage, origin: 'wandr://app' });
  });

  it('gives the path of a dropped file, and nothing for one that has none', () => {
    const dropped = Object.assign(new File([], 'a.mp4'), { diskPath: '/footage/a.mp4' });
    expect(bridge.pathForFile(dropped)).toBe('/footage/a.mp4');
    expect(bridge.pathForFile(new File([], 'b.mp4'))).toBe('');
  });

  it('answers with the folder that the user chose, or null', async () => {
    dialog.nextFolder = '/footage';
    expect(await bridge.chooseFolder()).toBe('/footage');
    dialog.nextFolder = null;
    expect(await bridge.chooseFolder()).toBeNull();
  });

  it('serves no page but the application’s', async () => {
    const [own, before] = [page.url, page.messages.length];
    dialog.nextFolder = '/footage';
    for (const url of ['https://example.com/', 'wandr://app.evil/', null]) {
      page.url = url;
      bridge.requestPort();
      expect(await bridge.chooseFolder()).toBeNull();
    }
    page.url = own;
    expect(page.messages).toHaveLength(before);
  });
});

describe('the services behind the port', () => {
  it('know their host', async () => {
    expect(await client.system.info()).toMatchObject({ host: 'electron', dropsCarryPaths: true });
  });

  it('answer a page that was reloaded on a port of its own', async () => {
    const again = connect();
    expect(await again.studies.current()).toBeNull();
    await expect(again.plan.get()).rejects.toMatchObject({ defined: true, code: 'NO_STUDY_OPEN' });
  });

  it('show files of the study through the media scheme, in parts', async () => {
    await client.studies.create({ folder, name: 'Desktop', timeZone: 'UTC' });
    const picture = grayPng(64, 48);
    const plan = await client.plan.uploadImage({
      floorId: 1,
      fileName: 'plan.png',
      dataBase64: picture.toString('base64'),
    });
    const [signed] = await client.media.urls({ refs: [{ kind: 'plan', id: plan.floors[0]!.image!.id }] });
    expect(signed?.url).toMatch(/^wandr-media:\/\/study\//);

    const whole = await session.defaultSession.fetch(signed!.url);
    expect(whole.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await whole.arrayBuffer()).equals(picture)).toBe(true);
    const part = await session.defaultSession.fetch(signed!.url, { headers: { range: 'bytes=0-7' } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(picture.subarray(0, 8))).toBe(true);
    const other = await session.defaultSession.fetch(signed!.url.replace('/plan/1', '/plan/2'));
    expect(other.status).toBe(404);
  });

  it('do jobs in utility processes', async () => {
    const { jobId } = await client.library.scan({ folder: mkdtempSync(join(folder, 'empty-')) });
    await vi.waitFor(async () => {
      const job = await client.jobs.get({ jobId });
      expect(job).toMatchObject({ status: 'failed', error: { code: 'FOLDER_HAS_NO_VIDEO' } });
    }, 30_000);
    expect(utilityProcess.started.length).toBeGreaterThan(0);
  });
});

describe('quitting', () => {
  it('ends the workers and gives the study back before the process ends', async () => {
    const study = (await client.studies.current())!.path;
    expect(() => openStudyStore(study)).toThrow(expect.objectContaining({ code: 'STUDY_LOCKED' }));
    const exited = once(app, 'exited');
    app.quit();
    expect(app.exitCode).toBeNull();
    await exited;
    expect(app.exitCode).toBe(0);
    expect(utilityProcess.started.every((child) => child.pid === undefined)).toBe(true);
    using store = openStudyStore(study);
    expect(store.name).toBe('Desktop');
    expect(dialog.errors).toEqual([]);
  });
});
