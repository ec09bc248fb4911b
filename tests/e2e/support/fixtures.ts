import { test as base, expect } from '@playwright/test';
import { type HostProcess, startHostProcess } from './host-process.ts';

interface Fixtures {
  /** A running host; `page` is signed in to it and shows the application. */
  readonly host: HostProcess;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern.
  host: async ({}, use) => {
    await using host = await startHostProcess();
    await use(host);
  },
  page: async ({ page, host }, use) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(host.address);
    await use(page);
    expect(problems, 'errors in the page’s console').toEqual([]);
  },
});

export { expect };
