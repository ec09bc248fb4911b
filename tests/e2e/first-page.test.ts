import { expect, test } from './support/fixtures.ts';

test('the printed address opens the application once', async ({ page, host, browser }) => {
  await expect(page).toHaveTitle(/Wandr/);
  await expect(page.getByRole('heading').first()).toBeVisible();

  await using stranger = await browser.newContext();
  const other = await stranger.newPage();
  await other.goto(host.address);
  await expect(other.getByRole('heading', { name: 'This browser is not signed in' })).toBeVisible();
});
