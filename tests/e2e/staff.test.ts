import path from 'node:path';
import { fillPatrol } from '../medium/support/patrol-study.ts';
import { expect, test } from './support/fixtures.ts';
import { openStudy, prepareStudyWith } from './support/prepared-study.ts';

test('accept proposed staff, who then count no more as visitors', async ({ page, host }) => {
  const study = prepareStudyWith(path.join(host.folder, 'studies'), (store) => void fillPatrol(store));
  await openStudy(page, study);
  await page.getByRole('link', { name: 'People' }).click();
  const proposal = page.getByRole('region', { name: /^Staff\? Look 1/ });
  await expect(proposal).toContainText('seen in', { timeout: 60_000 });
  await expect(page.getByText(/52 journeys of visitors/)).toBeVisible();

  await proposal.getByRole('button', { name: 'Accept as staff' }).click();
  // How many journeys they are may change: linking follows what was said.
  const staff = page.getByRole('region', { name: /^Staff: \d+ journeys?$/ });
  await expect(staff).toBeVisible();
  await expect(page.getByText(/of visitors.* of staff left out/)).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: 'Take back all' }).click();
  await expect(staff).toBeHidden();
  await expect(page.getByText(/of staff left out/)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(staff).toBeVisible();
});
