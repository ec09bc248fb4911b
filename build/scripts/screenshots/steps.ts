/** What a user does, with a picture at each view. `picture` takes it in light and in dark. */
import { expect, type Page } from '@playwright/test';
import type { HostProcess } from '../../../tests/e2e/support/host-process.ts';

export interface ScreenshotTools {
  readonly page: Page;
  readonly host: HostProcess;
  /** Writes docs/guide/images/<name>-light.png and -dark.png. */
  picture(name: string): Promise<void>;
}

const analysisTimeoutMs = 20 * 60_000;

/** A tour of the sample study, which shows people of nobody: the footage is rendered by tools/sample-mall. */
export async function takeScreenshots({ page, picture }: ScreenshotTools): Promise<void> {
  const open = (view: string) => page.getByRole('link', { name: view, exact: true }).click();

  await page
    .getByRole('button', { name: /sample study/i })
    .first()
    .waitFor();
  await picture('studies-empty');
  await page
    .getByRole('button', { name: /sample study/i })
    .first()
    .click();

  const analyses = page.getByRole('row', { name: /^Analyse / });
  // The sample opens on its footage as soon as its analysis is queued.
  await expect(page.getByRole('heading', { name: 'Footage', level: 1 })).toBeVisible({ timeout: 300_000 });
  await open('Analysis');
  await expect(analyses.first()).toBeVisible({ timeout: 300_000 });
  await expect(analyses.getByRole('progressbar').first()).toBeVisible({ timeout: 120_000 });
  await picture('analysis-running');
  await expect(page.getByText('All accepted footage is analysed')).toBeVisible({
    timeout: analysisTimeoutMs,
  });
  await expect(page.getByText('No work waiting')).toBeVisible({ timeout: analysisTimeoutMs });
  await picture('analysis');

  await open('Studies');
  await expect(page.getByText('Journeys', { exact: true }).first()).toBeVisible();
  await picture('studies');

  await open('Footage');
  await page.getByRole('tab', { name: /Review/ }).click();
  await settled(page);
  await picture('footage');
  await page.getByRole('tab', { name: /Coverage/ }).click();
  await settled(page);
  await picture('footage-coverage');
  await page.getByRole('tab', { name: /Problems/ }).click();
  await settled(page);
  await picture('footage-problems');

  await open('Plan');
  await page.getByRole('complementary', { name: 'Cameras' }).getByRole('option').first().click();
  await settled(page);
  await picture('plan');

  await open('Player');
  await settled(page);
  await picture('player-recordings');
  await page
    .getByRole('row', { name: /Atrium|Channel 2/ })
    .first()
    .click();
  await page.locator('video').first().waitFor();
  const people = page.getByRole('listbox', { name: 'People' });
  await people.getByRole('option').nth(2).click();
  for (let step = 0; step < 25; step++) await page.getByRole('button', { name: 'Next frame' }).click();
  await page.waitForTimeout(1_500);
  await picture('player');

  await open('Search');
  const tops = page.getByRole('group', { name: 'Colours: top' });
  await tops.getByRole('button', { name: 'red', exact: true }).click();
  await tops.getByRole('button', { name: 'dark red', exact: true }).click();
  const found = page.getByRole('listbox', { name: 'People found' });
  await found.getByRole('option').first().click();
  await settled(page);
  await picture('search-outfit');
  await page.getByRole('button', { name: 'Mark a part…' }).click();
  await settled(page);
  await picture('search-area');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Find alike' }).click();
  await page.getByRole('region', { name: 'Example' }).waitFor();
  await settled(page);
  await found.getByRole('option').first().click();
  await settled(page);
  await picture('search-example');

  await open('Journeys');
  await page.getByRole('listbox', { name: 'Journeys' }).getByRole('option').first().waitFor();
  const strip = await page.getByRole('slider', { name: 'Time' }).boundingBox();
  if (!strip) throw new Error('the time strip is not visible');
  await page.mouse.click(strip.x + strip.width * 0.48, strip.y + strip.height / 2);
  await settled(page);
  await picture('journeys');
  await longestJourney(page);
  await settled(page);
  await picture('journey');

  await open('Review');
  await page.getByRole('region', { name: 'Question' }).waitFor();
  await settled(page);
  await picture('review');
  await page.getByRole('button', { name: 'Different people' }).click();
  await expect(page.getByText(/^1 of \d+ reviewed$/)).toBeVisible();
  await page.getByRole('button', { name: 'Decisions' }).click();
  await page.getByRole('dialog').getByText('Applied').waitFor();
  await settled(page);
  await picture('review-decisions');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Link quality' }).click();
  await page.getByRole('dialog').getByText('Expected calibration error').waitFor();
  await settled(page);
  await picture('link-quality');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo the last decision' }).click();
  await expect(page.getByText(/^0 of \d+ reviewed$/)).toBeVisible();

  await open('People');
  await page.getByRole('tab', { name: /Staff/ }).waitFor();
  await settled(page);
  await picture('people-staff');
  await page.getByRole('tab', { name: /Groups/ }).click();
  await settled(page);
  await picture('people-groups');

  await open('Reports');
  await page.getByRole('button', { name: 'Create report' }).click();
  await expect(page.getByRole('button', { name: /^Download .*\.pdf$/ })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText('No work waiting')).toBeVisible({ timeout: 60_000 });
  await settled(page);
  await picture('reports');

  await open('Settings');
  await settled(page);
  await picture('settings');
}

/** Pictures of plans, crops and thumbnails arrive after the view. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(800);
}

/** Opens the visitor with the most stops: the first of a list that is sorted by them. */
async function longestJourney(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Order' }).click();
  await page.getByRole('option', { name: /stops/i }).first().click();
  await page.getByRole('listbox', { name: 'Journeys' }).getByRole('option').first().click();
}
