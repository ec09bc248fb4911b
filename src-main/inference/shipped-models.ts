import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelInfo } from '#shared/contract/system.ts';
import { readModelCard, readVerifiedModel } from './model-card.ts';

/** What the application tells about the models of a folder, verified, in order of their cards' file names. */
export async function loadModelCards(folder: string): Promise<ModelInfo[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return await Promise.all(
    names.map(async (name) => {
      const card = await readModelCard(join(folder, name));
      await readVerifiedModel(card, join(folder, card.file));
      const { role, licence, sha256 } = card;
      return { role, name: card.name, sha256, licence, summary: card.architecture };
    }),
  );
}
