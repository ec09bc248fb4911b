import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pdfText } from '../medium/support/pdf-text.ts';
import { planPicture } from '../medium/support/plan-picture.ts';
import { dropFromDisk } from './support/drop.ts';
import { expect, test } from './support/fixtures.ts';

const clip = path.resolve(import.meta.dirname, '../../../shared/eval/pets-s2l1/clip.mp4');

test('from a dropped folder to journeys on the plan and a report', async ({ page, host }) => {
  test.skip(!existsSync(clip), 'needs the evaluation footage in ../shared');

  const exports = path.join(host.folder, 'NVR-7');
  const recordings = path.join(exports, '2026-11-20/001/dav/10');
  await mkdir(recordings, { recursive: true });
  await cp(clip, path.join(recordings, '10.00.00-10.01.19[R][0@0][0].mp4'));
  await writeFile(path.join(recordings, '10.05.00-10.06.00[R][0@0][0].mp4'), 'This is not a film.\n');
  await writeFile(path.join(exports, 'notes.txt'), 'Camera 1 looks at the square.\n');

  await test.step('make a study', async () => {
    await page.getByRole('button', { name: 'New study' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Town square');
    await dialog.getByRole('button', { name: /create/i }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('drop the folder, see what was found, accept it', async () => {
    await page.getByRole('link', { name: 'Footage' }).click();
    await dropFromDisk(page, page.getByRole('region', { name: 'Add footage' }), [exports]);
    const row = page.getByRole('row', { name: /10\.00\.00-10\.01\.19/ });
    await expect(row).toBeVisible({ timeout: 60_000 });
    await expect(row).toContainText('2026-11-20 10:00:00');
    await expect(row).toContainText('480×360');
    await page.getByRole('tab', { name: /Problems/ }).click();
    const problem = page.getByRole('row', { name: /10\.05\.00-10\.06\.00/ });
    await expect(problem).toContainText(/not a video/i);
    await expect(page.getByText('notes.txt')).toHaveCount(0);
    await page.getByRole('tab', { name: /Review/ }).click();
    await page.getByRole('button', { name: /Accept all confident/ }).click();
    await expect(row).toContainText(/Accepted|Ready/i, { timeout: 30_000 });
  });

  await test.step('load a plan, set its scale, place the camera', async () => {
    await page.getByRole('link', { name: 'Plan' }).click();
    await page
      .getByLabel('Plan picture')
      .setInputFiles({ name: 'plan.png', mimeType: 'image/png', buffer: planPicture(600, 400) });
    await page.getByRole('main').getByRole('button', { name: 'Set scale' }).click();
    const map = page.getByRole('region', { name: /^(Floor )?plan/i }).first();
    const area = await map.boundingBox();
    if (!area) throw new Error('the plan is not visible');
    await page.mouse.click(area.x + area.width * 0.3, area.y + area.height * 0.5);
    await page.mouse.click(area.x + area.width * 0.7, area.y + area.height * 0.5);
    await page.getByLabel(/Distance/).fill('24');
    await page.getByRole('button', { name: 'Save scale' }).click();
    await page.getByRole('complementary', { name: 'Cameras' }).getByRole('option').first().click();
    await page.mouse.click(area.x + area.width * 0.4, area.y + area.height * 0.6);
    const properties = page.getByRole('region', { name: 'Camera properties' });
    await expect(properties).toBeVisible();
    await properties.getByLabel('Heading').fill('90');
    await properties.getByLabel('Heading').press('Enter');
    await expect(page.getByText('Not placed')).toHaveCount(0);
  });

  await test.step('analyse, watching the progress', async () => {
    await page.getByRole('link', { name: 'Analysis' }).click();
    await page.getByRole('button', { name: 'Start analysis' }).click();
    const job = page.getByRole('row', { name: /^Analyse / });
    await expect(job.getByRole('progressbar')).toBeVisible({ timeout: 60_000 });
    const seen = new Set<string>();
    await expect(async () => {
      const value = await job.getByRole('progressbar').getAttribute('aria-valuenow', { timeout: 500 });
      if (value) seen.add(value);
      expect(seen.size).toBeGreaterThan(2);
    }).toPass({ timeout: 120_000, intervals: [200] });
    await expect(page.getByText('All accepted footage is analysed')).toBeVisible({ timeout: 240_000 });
    await expect(page.getByRole('row', { name: /^Link / })).toContainText(/Done/, { timeout: 60_000 });
  });

  await test.step('open the player on a tracklet', async () => {
    await page.getByRole('link', { name: 'Player' }).click();
    await page.getByRole('row', { name: /10\.00\.00-10\.01\.19/ }).click();
    await page
      .getByRole('complementary', { name: 'People' })
      .getByText(/^C01-\d{6}$/)
      .nth(3)
      .click();
    const video = page.locator('video');
    await expect
      .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
      .toBeGreaterThan(1);
    const before = await video.evaluate((element: HTMLVideoElement) => element.currentTime);
    await page.getByRole('button', { name: 'Next frame' }).click();
    await expect
      .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
      .toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect
      .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
      .toBeGreaterThan(before + 0.5);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
  });

  await test.step('play a journey on the plan', async () => {
    await page.getByRole('link', { name: 'Journeys' }).click();
    await page.getByText('V0001', { exact: true }).click();
    await expect(page.getByRole('region', { name: 'Journey V0001' })).toBeVisible();
    const time = page.getByRole('slider', { name: 'Time' });
    const before = Number(await time.getAttribute('aria-valuenow'));
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(async () => Number(await time.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
  });

  await test.step('save the report', async () => {
    await page.getByRole('link', { name: 'Reports' }).click();
    await page.getByRole('button', { name: 'Create report' }).click();
    const button = page.getByRole('button', { name: /^Download .*\.pdf$/ });
    await expect(button).toBeVisible({ timeout: 60_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const saved = path.join(host.folder, download.suggestedFilename());
    await download.saveAs(saved);
    const pages = await pdfText(await readFile(saved));
    expect(pages[0]).toContain('Town square');
    expect(pages[0]).toContain('1 min 20 s');
    expect(pages[0]).toContain('No gap between the first and the last recorded moment');
    expect(pages.join(' ')).toContain('Footfall per camera and hour');
    expect(pages.join(' ')).toMatch(/\b\d+ presences? in 1 min 20 s observed/);
  });
});
