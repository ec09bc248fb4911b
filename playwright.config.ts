import { defineConfig } from '@playwright/test';

const isRoot = process.getuid?.() === 0;

/** The browser tests act as a user, on a web host of their own each (tests/e2e/support). */
export default defineConfig({
  testDir: 'tests/e2e',
  // Analysis takes all cores; two tests at once would only make each other slow.
  workers: 1,
  fullyParallel: false,
  timeout: 300_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  outputDir: 'test-results',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.WANDR_BROWSER && { executablePath: process.env.WANDR_BROWSER }),
      args: [
        // Chromium's sandbox does not work for root, as which many CI machines run.
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
