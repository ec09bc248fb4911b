import { expect, test } from './support/fixtures.ts';

test('the printed address opens the application once', async ({ page, host, browser }) => {
  await expect(page).toHaveTitle(/Wandr/);
  await expect(page.getByRole('heading').first()).toBeVisible();

  await using stranger = await browser.newContext();
  const other = await stranger.newPage();
  await other.goto(host.address);
  await expect(other.getByRole('heading', { name: 'This browser is not signed in' })).toBeVisible();
});

test('a folder that is not there leaves what was typed, and the way back', async ({ page }) => {
  await page.getByRole('button', { name: 'New study' }).first().click();
  await page.getByRole('button', { name: 'Browse…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Where should the study live?' });
  const folder = dialog.getByRole('textbox', { name: 'Folder', exact: true });
  await expect(folder).not.toHaveValue('');
  const home = await folder.inputValue();
  const use = dialog.getByRole('button', { name: 'Use this folder' });
  await expect(use).toBeEnabled();

  await folder.fill('/no/such/folder');
  await folder.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('There is no folder /no/such/folder');
  await expect(folder).toHaveValue('/no/such/folder');
  await expect(use).toBeDisabled();
  await expect(dialog.getByRole('list', { name: 'Places' }).getByRole('button').first()).toBeVisible();

  await folder.fill(home);
  await folder.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect(use).toBeEnabled();
});
