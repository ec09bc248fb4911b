import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { run } from './process.ts';

/** Names on the PATH (Linux), and usual places elsewhere. */
const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ];
    case 'win32':
      return [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]);
    default:
      return (process.env.PATH ?? '')
        .split(delimiter)
        .flatMap((folder) => commands.map((command) => join(folder, command)));
  }
}

/** An installed Chrome, Chromium or Edge, or Playwright's own Chromium; null when there is none. */
export function findBrowser(): string | null {
  const places = [process.env.WANDR_BROWSER, ...usualPlaces(), chromium.executablePath()];
  return places.find((path) => path !== undefined && isExecutable(path)) ?? null;
}

/** Finds a browser, or installs one and says so. Errors: when that fails, with what to do. */
export async function ensureBrowser(tell: (line: string) => void): Promise<string> {
  const found = findBrowser();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get')) {
    tell('No browser found: installing Debian’s chromium for the browser tests.');
    await run('apt-get', ['update', '-q'], { isShown: true });
    const packages = ['chromium', 'fonts-liberation'];
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], {
      isShown: true,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  } else {
    tell('No browser found: downloading Playwright’s Chromium for the browser tests.');
    await run('playwright', ['install', 'chromium'], { isShown: true });
  }
  const installed = findBrowser();
  if (!installed) {
    throw new Error(
      'No browser could be installed. Install Chrome or Chromium, or set WANDR_BROWSER to its path.',
    );
  }
  return installed;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not to be run: the next place is looked at.
    return false;
  }
}
