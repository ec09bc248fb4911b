import path from 'node:path';
import { expect, test } from './support/fixtures.ts';
import { openStudy, prepareStudy } from './support/prepared-study.ts';

/** Visitors who look much alike, so that there is something to ask. */
const doubtful = {
  visitors: 40,
  cameras: 4,
  individuality: 0.3,
  embeddingNoise: 1.6,
  arrivalsMs: 15 * 60_000,
};

// Linking comes first; on a busy machine that takes minutes.
test.setTimeout(600_000);

test('doubtful links are judged, the journeys follow, and undoing brings them back', async ({
  page,
  host,
}) => {
  const study = prepareStudy(path.join(host.folder, 'studies'), doubtful);
  const open = (view: string) => page.getByRole('link', { name: view, exact: true }).click();
  const question = page.getByRole('region', { name: 'Question' });
  const progress = page.getByText(/^\d+ of \d+ reviewed$/);
  const questions = page.getByRole('listbox', { name: 'Questions' }).getByRole('option');

  await test.step('link a study', async () => {
    await openStudy(page, study);
    await open('Review');
    await expect(page.getByText('Nothing to review yet')).toBeVisible();
    await open('Journeys');
    await page.getByRole('button', { name: 'Link again' }).click();
    await open('Review');
    await expect(question).toBeVisible({ timeout: 240_000 });
    await expect(progress).toHaveText(/^0 of /);
  });

  await questions.first().click();
  const asked = await questions.first().innerText();
  const place = new URL(page.url()).hash;
  expect(place).toMatch(/^#\/review\?from=\d+$/);

  await test.step('say with a key that two sightings are one visitor', async () => {
    await page.keyboard.press('s');
    await expect(progress).toHaveText(/^1 of /);
    await expect(page).not.toHaveURL(new RegExp(`${place.replace('?', '\\?')}$`));
    await expect(questions.first()).not.toHaveText(asked, { useInnerText: true });
  });

  await test.step('the journey says who confirmed the link, and nobody contradicts that unawares', async () => {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, place);
    await expect(question.getByText('You said: one visitor')).toBeVisible();
    await question
      .getByRole('button', { name: /^Open the journey of C/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { name: 'Journeys', level: 1 })).toBeVisible();
    const stop = page
      .getByRole('list', { name: 'Stops' })
      .getByRole('listitem')
      .filter({ hasText: 'Confirmed by you' });
    await expect(stop).toBeVisible();
    await stop.getByRole('button', { name: /^More on stop/ }).click();
    await page.getByRole('menuitem', { name: 'Not this visitor' }).click();
    await expect(
      page.getByText(/^They cannot be two visitors: decision \d+ .* are one visitor\.$/),
    ).toBeVisible();
    await expect(page.getByText(/undo decision \d+ first/)).toBeVisible();
    await expect(stop).toBeVisible();
  });

  await test.step('undo it and make it again', async () => {
    await open('Review');
    await page.getByRole('button', { name: 'Undo the last decision' }).click();
    await expect(progress).toHaveText(/^0 of /);
    await expect(questions.first()).toHaveText(asked, { useInnerText: true });
    await page.getByRole('button', { name: 'Make the undone decision again' }).click();
    await expect(progress).toHaveText(/^1 of /);
    await page.getByRole('button', { name: 'Decisions' }).click();
    const listed = page.getByRole('dialog').getByRole('list', { name: 'Decisions' });
    await expect(listed.getByRole('listitem')).toHaveCount(1);
    await expect(listed.getByText('Applied')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(listed).toBeHidden();
  });

  await test.step('tell two visitors apart, and undo it from the message', async () => {
    await page.keyboard.press('d');
    await expect(progress).toHaveText(/^2 of /);
    const message = page.locator('[data-sonner-toast]').filter({ hasText: 'Two visitors' });
    await message.getByRole('button', { name: 'Undo' }).click();
    await expect(progress).toHaveText(/^1 of /);
  });

  await test.step('compare with somebody else, and skip', async () => {
    const alternatives = page.getByRole('region', { name: /^Who may come next/ }).getByRole('button');
    // Not every question has somebody else to compare with: go on to one that has.
    await expect(async () => {
      if ((await alternatives.count()) > 1) return;
      await page.keyboard.press('ArrowRight');
      await expect(alternatives.nth(1)).toBeVisible({ timeout: 1_000 });
    }).toPass();
    const skippedPlace = page.url();
    await page.keyboard.press('ArrowDown');
    await expect(alternatives.nth(1)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('n');
    await expect(page).not.toHaveURL(skippedPlace);
    await expect(page.getByText('· skipped').first()).toBeVisible();
  });
});
