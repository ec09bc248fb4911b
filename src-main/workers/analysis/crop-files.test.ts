import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CropFiles } from './crop-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crops-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const jpeg = Uint8Array.of(0xff, 0xd8);

it('takes away what a killed run of the chunk left, and nothing else', async () => {
  const killed = await CropFiles.open(folder, 1, 0);
  killed.stage(5, [jpeg, jpeg]);
  const other = await CropFiles.open(folder, 1, 10);
  other.stage(0, [jpeg]);
  {
    await using files = await CropFiles.open(folder, 1, 0);
    files.publish(files.stage(0, [jpeg]), 77);
  }
  expect(readdirSync(folder).sort()).toEqual(['77-0.jpg', 'chunk-1-10-0-0.jpg.part']);
});
