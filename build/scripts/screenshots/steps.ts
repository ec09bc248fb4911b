/** What a user does, with a picture at each view. `picture` takes it in light and in dark. */
import type { Page } from '@playwright/test';
import type { HostProcess } from '../../../tests/e2e/support/host-process.ts';

export interface ScreenshotTools {
  readonly page: Page;
  readonly host: HostProcess;
  /** Writes docs/guide/<name>-light.png and -dark.png. */
  picture(name: string): Promise<void>;
}

export async function takeScreenshots({ page, picture }: ScreenshotTools): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await picture('studies');
}
