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
    '2 passed, 1 failed, 1 skipped\nwandr-ci: status 1\n9 passed, 0 failed\nwandr-ci: status 0\n',
    1,
    '11 passed, 1 failed, 1 skipped',
  ],
  [
    'a crash before the count',
    'boom\nwandr-ci: status 7\n9 passed, 0 failed\nwandr-ci: status 0\n',
    1,
    '9 passed, 1 failed',
  ],
  [
    'a crash after the count',
    '3 passed, 0 failed\nwandr-ci: status 1\n9 passed, 0 failed\nwandr-ci: status 0\n',
    1,
    '12 passed, 1 failed',
  ],
  ['a check that never ran', '3 passed, 0 failed\nwandr-ci: status 0\n', 1, '3 passed, 0 failed'],
])('sums the counts of tests and checks: %s', (_, log, code, line) => {
  const folder = mkdtempSync(join(tmpdir(), 'wandr-ci-'));
  writeFileSync(join(folder, 'log'), log);
  const script = join(root, 'build', 'scripts', 'ci-summary.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script, join(folder, 'log')], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stdout).toBe(`${line}\n`);
  expect(status).toBe(code);
});
