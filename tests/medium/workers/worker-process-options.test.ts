/** Real: a forked process, with V8 and the C library as a worker has them. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { forkSpawner } from '../../../src-main/workers/fork-spawner.ts';
import { workerEnvironment } from '../../../src-main/workers/worker-process-options.ts';
import { makeTempFolder } from '../support/temp-study.ts';

test('a worker begins with a large young generation, and with thresholds of memory that stay', async () => {
  using folder = makeTempFolder();
  const entry = path.join(folder.path, 'entry.mjs');
  writeFileSync(
    entry,
    `import v8 from 'node:v8';
    const { space_size: bytes } = v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(JSON.stringify({ bytes, mmap: process.env.MALLOC_MMAP_THRESHOLD_, path: process.env.PATH }));
    process.exit();`,
  );
  const worker = forkSpawner(entry)();
  const told = await new Promise<string>((resolve) => worker.onOutput(resolve));
  const { bytes, mmap, path: searched } = JSON.parse(told);
  expect(bytes).toBeGreaterThanOrEqual(16 * 1_024 * 1_024);
  expect(mmap).toBe('524288');
  expect(searched).toBe(process.env.PATH);
});

test('the environment is the host’s, with what is not set left out', () => {
  expect(workerEnvironment({ A: 'a', B: undefined })).toEqual({
    A: 'a',
    MALLOC_MMAP_THRESHOLD_: '524288',
    MALLOC_TRIM_THRESHOLD_: '1048576',
  });
});
