/** @file `npm run screenshots`: pictures of the running application for docs/guide, light and dark. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startHostProcess } from '../../tests/e2e/support/host-process.ts';
import { takeScreenshots } from '../scripts/screenshots/steps.ts';
import { ensureBrowser } from './browser.ts';
import { buildRendererIfStale } from './build-app.ts';
import { root } from './process.ts';

const outFolder = join(root, 'docs', 'guide', 'images');

const executablePath = await ensureBrowser((line) => process.stdout.write(`${line}\n`));
await buildRendererIfStale();
mkdirSync(outFolder, { recursive: true });

await using host = await startHostProcess();
await using browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
await using context = await browser.newContext({
  viewport: { width: 1280, height: 800 },
  deviceScaleFactor: 1,
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
  // A cursor that blinks or a spinner that turns would make every run's pictures differ.
  reducedMotion: 'reduce',
});
const page = await context.newPage();
await page.goto(host.address);
await takeScreenshots({
  page,
  host,
  async picture(name) {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: join(outFolder, `${name}-${scheme}.png`), animations: 'disabled' });
      process.stdout.write(`docs/guide/images/${name}-${scheme}.png\n`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  },
});
