import path from 'node:path';
import { expect, test } from './support/fixtures.ts';
import { openStudy, prepareStudy } from './support/prepared-study.ts';

const still = path.resolve(import.meta.dirname, '../../models/golden-people.jpg');

test('find somebody by outfit, then by example, and go to the place', async ({ page, host }) => {
  const study = prepareStudy(path.join(host.folder, 'studies'), { visitors: 80, cameras: 4 });
  await openStudy(page, study);
  await page.getByRole('link', { name: 'Search' }).click();
  await expect(page.getByText('Who are you looking for?')).toBeVisible();

  const found = page.getByRole('listbox', { name: 'People found' });
  await test.step('choose a colour, and another', async () => {
    const tops = page.getByRole('group', { name: 'Colours: top' });
    await tops.getByRole('button', { name: 'grey', exact: true }).click();
    await expect(found.getByRole('option').first()).toBeVisible();
    await expect(page).toHaveURL(/top=grey/);
    await page
      .getByRole('group', { name: 'Colours: bottom' })
      .getByRole('button', { name: 'brown', exact: true })
      .click();
    await expect(page).toHaveURL(/bottom=brown/);
  });

  await test.step('only one camera', async () => {
    await page.getByRole('button', { name: 'Any bottom' }).click();
    await page.getByRole('region', { name: 'Filters' }).getByRole('button', { name: 'Any' }).click();
    await page.getByLabel('cam02').click();
    await page.keyboard.press('Escape');
    await expect(found.getByText('cam02').first()).toBeVisible();
    await expect(found.getByText('cam01')).toHaveCount(0);
    await page.getByRole('button', { name: 'Clear' }).click();
  });

  await test.step('only a part of one camera’s picture', async () => {
    // Everybody here walks through the middle of the picture, and nobody along its upper edge.
    await page.getByRole('button', { name: 'Mark a part…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Part of a picture' });
    await dialog.getByRole('button', { name: 'Search there' }).click();
    await expect(page).toHaveURL(/area=1%3A30%2C55/);
    await expect(found.getByText('cam01').first()).toBeVisible();
    await expect(found.getByText('cam02')).toHaveCount(0);

    await page.getByRole('button', { name: 'Change the part of cam01' }).click();
    const corners = dialog.getByRole('button', { name: /^Corner / });
    const frame = (await dialog.getByRole('region', { name: 'Area' }).boundingBox())!;
    for (const index of [2, 3]) {
      await corners.nth(index).hover();
      await page.mouse.down();
      await page.mouse.move(frame.x + frame.width * (0.9 - 0.25 * index), frame.y + frame.height * 0.02, {
        steps: 3,
      });
      await page.mouse.up();
    }
    for (const index of [0, 1]) {
      await corners.nth(index).hover();
      await page.mouse.down();
      await page.mouse.move(frame.x + frame.width * (0.2 + 0.6 * index), frame.y + frame.height * 0.2, {
        steps: 3,
      });
      await page.mouse.up();
    }
    await dialog.getByRole('button', { name: 'Search there' }).click();
    await expect(page.getByText('Nobody there and then')).toBeVisible();
    await page.getByRole('button', { name: 'Search everywhere' }).click();
    await expect(found.getByText('cam02').first()).toBeVisible();
  });

  await test.step('move with the keys, and find who looks like the answer', async () => {
    await found.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(found.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
    const details = page.getByRole('complementary', { name: /^Details of C\d\d-\d{6}$/ });
    await expect(details).toContainText('Looking alike is no proof');
    await details.getByRole('button', { name: 'Find alike' }).click();
    await expect(page.getByRole('region', { name: 'Example' })).toBeVisible();
    await expect(found.getByText(/Looks (very much )?alike/).first()).toBeVisible();
  });

  await test.step('the browser’s Back leads to the colours', async () => {
    await page.goBack();
    const grey = page
      .getByRole('group', { name: 'Colours: top' })
      .getByRole('button', { name: 'grey', exact: true });
    await expect(grey).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('a picture from elsewhere of another model is told, not guessed', async () => {
    await page.getByRole('tab', { name: 'By example' }).click();
    await page.getByLabel('Picture to search with').setInputFiles(still);
    await expect(page.getByRole('button', { name: 'Person 1' })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('alert')).toContainText('described by the model');
  });

  await test.step('open an answer in the player', async () => {
    await page.getByRole('tab', { name: 'By outfit' }).click();
    await page
      .getByRole('group', { name: 'Colours: top' })
      .getByRole('button', { name: 'grey', exact: true })
      .click();
    await found.getByRole('option').first().dblclick();
    await expect(page).toHaveURL(/#\/player\?recording=\d+&tracklet=\d+/);
  });
});
