import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What decides who is in a mall, and when: the same for all of its cameras. */
export interface RenderOptions {
  readonly seed: number;
  readonly visitors: number;
  readonly seconds: number;
  readonly fps: number;
  readonly start: string;
}

const FILE = 'render.json';

/**
 * Notes in `folder` with which options it is rendered. A run that goes on with others would make cameras of two malls,
 * in which one number means two people: journeys between them could not be judged, and nothing would look wrong.
 * @throws Error when the folder was begun with other options.
 */
export async function keepOptions(folder: string, options: RenderOptions): Promise<void> {
  const file = path.join(folder, FILE);
  const text = `${JSON.stringify(options, null, 2)}\n`;
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (before === null) await writeFile(file, text);
  else if (before !== text)
    throw new Error(
      `${folder} was begun with other options: ${before.replace(/\s+/g, ' ')}. Go on with those, or name another folder.`,
    );
}
