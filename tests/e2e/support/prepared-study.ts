import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { createStudyStore } from '../../../src-main/store/open-study.ts';
import * as schema from '../../../src-main/store/schema/index.ts';
import type { StudyStore } from '../../../src-main/store/study-store.ts';
import {
  fillStudy,
  type SyntheticStudy,
  type SyntheticStudyOptions,
} from '../../medium/support/synthetic-study.ts';
import { expect } from './fixtures.ts';

const picture = resolve(import.meta.dirname, '../../../models/golden-people.jpg');

export interface PreparedStudy {
  /** Of the study's folder. */
  readonly path: string;
}

/** A study on disk as an analysis would have left it, closed: the host opens it. Everybody has the same picture. */
export function prepareStudy(folder: string, options: SyntheticStudyOptions): PreparedStudy & SyntheticStudy {
  let filled: SyntheticStudy | undefined;
  const study = prepareStudyWith(folder, (store) => {
    filled = fillStudy(store, options);
  });
  return { ...study, ...filled! };
}

export function prepareStudyWith(folder: string, fill: (store: StudyStore) => void): PreparedStudy {
  mkdirSync(folder, { recursive: true });
  using store = createStudyStore({ folder, name: 'Prepared mall', timeZone: 'UTC', nowUtcMs: Date.now() });
  fill(store);
  copyFileSync(picture, join(store.layout.crops, 'person.jpg'));
  const crop = { fileName: 'person.jpg', offsetMs: 0, boxPx: { x: 0, y: 0, w: 40, h: 110 }, quality: 0.8 };
  store.db
    .update(schema.tracklet)
    .set({ crops: [crop] })
    .run();
  return { path: store.layout.folder };
}

/** Opens a study by the folder dialog, as a person does. */
export async function openStudy(page: Page, { path }: PreparedStudy): Promise<void> {
  await page.getByRole('button', { name: 'Open…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(dirname(path));
  await dialog.getByRole('textbox', { name: 'Folder' }).press('Enter');
  await dialog.getByText(basename(path)).click();
  await dialog.getByRole('button', { name: 'Open study' }).click();
  await expect(dialog).toBeHidden();
}
