import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './process.ts';

it.each([
  [
    'both good',
    '3 passed, 0 failed\nwandr-ci: status 0\n9 passed, 0 failed\nwandr-ci: status 0\n',
    0,
    '12 passed, 0 failed',
  ],
  [
    'a failed test',
    'FAILED a\n2 passed, 1 failed, 1 skipped\nwandr-ci: status 1\n9 passed, 0 failed\nwandr-ci: status 0\n',
    1,
    'FAILED a\n11 passed, 1 failed, 1 skipped',
  ],
  [
    'a crash before the count',
    'boom\nwandr-ci: status 7\n9 passed, 0 failed\nwandr-ci: status 0\n',
    1,
    'FAILED a part ended with code 7 and counted nothing\n9 passed, 1 failed',
  ],
  [
    'a crash after the count',
    '3 passed, 0 failed\nwandr-ci: status 1\n9 passed, 0 failed\nwandr-ci: status 0\n',
    1,
    'FAILED a part ended with code 1, though nothing in it failed\n12 passed, 1 failed',
  ],
  [
    'a check that never ran',
    '3 passed, 0 failed\nwandr-ci: status 0\n',
    1,
    'FAILED npm test and npm run check did not both run\n3 passed, 1 failed',
  ],
])('sums the counts of tests and checks: %s', (_, log, code, line) => {
  const folder = mkdtempSync(join(tmpdir(), 'wandr-ci-'));
  writeFileSync(join(folder, 'log'), log);
  const script = join(root, 'build', 'scripts', 'ci-summary.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script, join(folder, 'log')], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stdout).toBe(`${line}\n`);
  expect(status).toBe(code);
});
