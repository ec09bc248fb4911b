import type { Locator, Page } from '@playwright/test';

/** Drops files or whole folders from the disk, as a person does from the file manager. */
export async function dropFromDisk(page: Page, target: Locator, paths: readonly string[]): Promise<void> {
  await target.waitFor();
  const box = await target.boundingBox();
  if (!box) throw new Error('the target of the drop is not visible');
  const client = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await client.detach();
}
