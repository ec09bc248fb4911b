/** Drives the page in headless Chromium and hands out frames. */
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import type { StudioApi, TruthRow } from './page/main.ts';
import type { Person } from './simulation/visitors.ts';
import type { MallCamera } from './world/mall.ts';

/** Vite compiles the page when it is first asked for, which takes a busy machine a while. */
const START_TIMEOUT_MS = 180_000;

export interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGBA, top row first. */
  readonly rgba: Buffer;
  readonly truth: readonly TruthRow[];
}

export interface StudioSettings {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly people: readonly Person[];
  /** Folder of the FBX people. */
  readonly peopleFolder: string;
  readonly chromiumPath: string;
}

export interface Studio extends AsyncDisposable {
  frame(
    camera: MallCamera,
    timeS: number,
    frameNumber: number,
    overlay: readonly [string, string],
  ): Promise<Frame>;
}

function flipRows(pixels: Buffer, widthPx: number, heightPx: number): Buffer {
  const flipped = Buffer.allocUnsafe(pixels.length);
  const stride = widthPx * 4;
  for (let row = 0; row < heightPx; row++)
    pixels.copy(flipped, (heightPx - 1 - row) * stride, row * stride, (row + 1) * stride);
  return flipped;
}

export async function openStudio(settings: StudioSettings): Promise<Studio> {
  let received: Buffer | undefined;
  const server = await createServer({
    configFile: false,
    root: path.join(import.meta.dirname, 'page'),
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', hmr: false, fs: { strict: false } },
    plugins: [
      {
        name: 'sample-mall',
        configureServer(vite) {
          vite.middlewares.use((request, response, next) => {
            if (request.url?.startsWith('/people/')) {
              const file = path.join(settings.peopleFolder, path.basename(request.url));
              if (!existsSync(file)) {
                response.statusCode = 404;
                response.end();
                return;
              }
              createReadStream(file).pipe(response);
            } else if (request.url === '/frame') {
              const parts: Buffer[] = [];
              request.on('data', (part: Buffer) => parts.push(part));
              request.on('end', () => {
                received = Buffer.concat(parts);
                response.end();
              });
            } else next();
          });
        },
      },
    ],
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (typeof address !== 'object' || address === null) throw new Error('the page server has no address');
  // SwiftShader draws the same pixels on every machine, which a graphics card would not.
  const browser = await chromium.launch({
    executablePath: settings.chromiumPath,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${address.port}/`, { timeout: START_TIMEOUT_MS });
  try {
    await page.waitForFunction(() => 'sampleMall' in globalThis, null, { timeout: START_TIMEOUT_MS });
    await page.evaluate(
      async (open) => (globalThis as unknown as { sampleMall: StudioApi }).sampleMall.open(open),
      {
        width: settings.widthPx,
        height: settings.heightPx,
        people: settings.people,
      },
    );
  } catch (cause) {
    throw new Error(`the page did not start: ${errors.join('; ')}`, { cause });
  }
  return {
    async frame(camera, timeS, frameNumber, overlay) {
      const truth = await page.evaluate(
        async (input) => (globalThis as unknown as { sampleMall: StudioApi }).sampleMall.frame(...input),
        [camera, timeS, frameNumber, overlay] as const,
      );
      if (!received) throw new Error(`no picture arrived: ${errors.join('; ')}`);
      const rgba = flipRows(received, settings.widthPx, settings.heightPx);
      received = undefined;
      return { widthPx: settings.widthPx, heightPx: settings.heightPx, rgba, truth };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      const closed = server.httpServer ? once(server.httpServer, 'close') : Promise.resolve();
      await server.close();
      await closed;
    },
  };
}
