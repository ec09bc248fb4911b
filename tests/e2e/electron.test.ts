import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron as electron, expect, test } from '@playwright/test';
import { electronBinary } from '../../build/tasks/electron-binary.ts';

const root = resolve(import.meta.dirname, '../..');
const binary = electronBinary();
const isBuilt = existsSync(join(root, 'out/main/electron.js'));

test('the built application starts in Electron and reaches its services', async () => {
  test.skip(binary === null, 'Electron’s binary is not installed (npx install-electron gets it).');
  test.skip(!isBuilt, 'The main process is not built (npm run build).');
  test.skip(process.getuid?.() === 0, 'Electron’s sandbox does not work for root.');
  const data = mkdtempSync(join(tmpdir(), 'wandr-electron-e2e-'));
  const app = await electron.launch({
    executablePath: binary!,
    args: [root],
    env: { ...process.env, WANDR_DATA: data } as Record<string, string>,
  });
  try {
    const page = await app.firstWindow();
    await expect(page).toHaveTitle(/Wandr/);
    await expect(page.getByRole('heading').first()).toBeVisible();
    expect(page.url()).toMatch(/^wandr:\/\/app\//);
    expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined');
  } finally {
    await app.close();
    rmSync(data, { recursive: true, force: true });
  }
});
