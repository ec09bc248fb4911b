/**
 * Renders people for the training of the outfit embedding: each in several poses, lights and views, without
 * surroundings.
 *
 *   node tools/sample-mall/portraits.ts --out <folder> --people <folder of FBX people> [--seed 500] [--count 2000]
 *
 * Writes sheets `NNN.rgba` (rows from the bottom, colours multiplied by alpha) and `NNN.json` with the sheet's grid and
 * who is in each cell. A sheet that has its description is passed over.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import { Random } from '../random.ts';
import type { PortraitApi, Sheet, Shot } from './page/portraits.ts';
import { type Garment, type Outfit, randomOutfit } from './simulation/outfits.ts';
import type { Person } from './simulation/visitors.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    people: { type: 'string' },
    seed: { type: 'string', default: '500' },
    count: { type: 'string', default: '2000' },
    shots: { type: 'string', default: '4' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
if (!values.out || !values.people) throw new Error('--out and --people are needed');
const out = values.out;
const shotsEach = Number(values.shots);
const sheet: Sheet = { columns: 8, rows: 8, cellWidthPx: 112, cellHeightPx: 224 };
/** People that are loaded at once: a page's memory is finite. */
const GROUP = 320;
/** A busy machine takes long to start a page. */
const LOAD_TIMEOUT_MS = 180_000;
const seed = Number(values.seed);
const people = path.resolve(values.people);

/** Cloth of one name differs from shop to shop. */
function varied({ name, hex }: Garment, random: Random): Garment {
  const gain = Math.exp(random.normal(0, 0.22));
  const channels = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) * gain + random.normal(0, 10);
    return Math.round(Math.min(250, Math.max(6, value)))
      .toString(16)
      .padStart(2, '0');
  });
  return { name, hex: `#${channels.join('')}` };
}

function person(id: number, random: Random): Person {
  const worn = randomOutfit(random, new Set());
  const outfit: Outfit = {
    ...worn,
    top: varied(worn.top, random),
    jacket: worn.jacket && varied(worn.jacket, random),
    bottom: varied(worn.bottom, random),
    shoes: varied(worn.shoes, random),
  };
  return { id, role: 'visitor', group: null, outfit, speed: 1, trajectory: { first: 0, poses: [] } };
}

function shot(who: number, random: Random): Shot {
  const isHigh = random.next() < 0.7;
  return {
    who,
    headingDeg: random.between(0, 360),
    gait: random.next() < 0.8 ? 'walk' : 'idle',
    walkedM: random.between(0, 4),
    pitchDeg: isHigh ? random.between(5, 40) : random.between(-3, 8),
    distanceM: random.between(3, 14),
    light: {
      skyHex: random.pick(['#ffffff', '#fff1de', '#ffe3c0', '#e6efff']),
      skyStrength: random.between(1.2, 2.6),
      keyStrength: random.between(0.2, 2.4),
      keyFrom: [random.between(-1, 1), random.between(0.4, 1.2), random.between(-1, 1)],
    },
  };
}

await mkdir(out, { recursive: true });
const server = await createServer({
  configFile: false,
  root: path.join(import.meta.dirname, 'page'),
  logLevel: 'error',
  server: { port: 0, host: '127.0.0.1', hmr: false, fs: { strict: false } },
});
await server.listen();
const address = server.httpServer?.address();
if (typeof address !== 'object' || address === null) throw new Error('the page server has no address');
const pageUrl = `http://127.0.0.1:${address.port}/portraits.html`;
const browser = await chromium.launch({
  executablePath: values.chromium,
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});

type PageGlobals = { portraits: PortraitApi };

/** One sheet at a time, from people who are loaded together. */
async function renderGroup(group: number, size: number): Promise<void> {
  const random = new Random(seed * 1000 + group);
  const dressed = Array.from({ length: size }, (_, at) => person((at % 254) + 1, random));
  const shots = dressed.flatMap((_, who) => Array.from({ length: shotsEach }, () => shot(who, random)));
  const cells = sheet.columns * sheet.rows;
  const sheets = Math.ceil(shots.length / cells);
  const names = Array.from({ length: sheets }, (_, at) =>
    path.join(out, `${group.toString().padStart(2, '0')}-${at.toString().padStart(2, '0')}`),
  );
  if (names.every((name) => existsSync(`${name}.json`))) return;
  const page = await browser.newPage();
  page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`));
  page.setDefaultTimeout(LOAD_TIMEOUT_MS);
  await page.goto(pageUrl);
  await page.waitForFunction(() => 'portraits' in globalThis);
  await page.evaluate(
    async (input) => await (globalThis as unknown as PageGlobals).portraits.open(...input),
    [sheet, dressed, `/@fs${people}`] as const,
  );
  for (const [at, name] of names.entries()) {
    const shown = shots.slice(at * cells, (at + 1) * cells);
    const pixels = await page.evaluate(
      (input) => (globalThis as unknown as PageGlobals).portraits.draw(input),
      shown,
    );
    await writeFile(`${name}.rgba`, Buffer.from(pixels, 'base64'));
    const who = shown.map((each) => `portrait-${seed}-${group * GROUP + each.who}`);
    await writeFile(`${name}.json.partial`, JSON.stringify({ ...sheet, who }));
    await rename(`${name}.json.partial`, `${name}.json`);
  }
  await page.close();
}

const count = Number(values.count);
for (let group = 0; group * GROUP < count; group++) {
  const began = performance.now();
  const size = Math.min(GROUP, count - group * GROUP);
  await renderGroup(group, size);
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`people ${group * GROUP + size} of ${count}, ${seconds.toFixed(0)} s\n`);
}
await browser.close();
await server.close();
