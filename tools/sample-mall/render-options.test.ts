import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepOptions } from './render-options.ts';

const options = { seed: 22, visitors: 16, seconds: 96, fps: 10, start: '2026-11-14T10:00:00Z' };

it('goes on with the options a folder was begun with, and with no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wandr-render-'));
  try {
    await keepOptions(folder, options);
    await keepOptions(folder, { ...options });
    await expect(keepOptions(folder, { ...options, visitors: 34 })).rejects.toThrow(
      /begun with other options: .*"visitors": 16.* Go on with those, or name another folder/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
