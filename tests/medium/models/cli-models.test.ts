/** Real: `build/bin/wandr.mjs` as a shell starts it, in a process of its own on a data folder of its own. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createStudyStore } from '../../../src-main/store/open-study.ts';
import { channelMeansModel } from '../../fixtures/onnx/onnx-writer.ts';
import { outfitCard, writePack } from '../support/model-files.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const bin = resolve(import.meta.dirname, '../../../build/bin/wandr.mjs');
const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const data = join(folder.path, 'data');

function models(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [bin, 'models', ...args],
      { cwd: folder.path, env: { ...process.env, WANDR_DATA: data } },
      (_error, stdout, stderr) => done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

it('wandr models adds, uses, verifies and removes a pack', async () => {
  const means = channelMeansModel({ name: 'input', shape: ['N', 3, 32, 16] }, 'out_reid_embedding');
  writePack(join(folder.path, 'pack'), outfitCard('colour-means', means), means);
  createStudyStore({ folder: folder.path, name: 'mall', timeZone: 'Europe/Berlin', nowUtcMs: 0 })[
    Symbol.dispose
  ]();

  expect(await models('add', 'pack')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Added the outfit colour-means'),
  });
  expect((await models('use', 'colour-means', '--study', 'mall')).stdout).toMatch(
    /^outfit +colour-means +in use +pack/m,
  );
  expect((await models('list', '--cards')).stdout).toMatch(
    /^colour-means\n(.+\n)*? +Limits +it is for tests only/m,
  );
  expect(await models('verify')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^ok +colour-means/m),
  });

  writeFileSync(join(data, 'models', 'colour-means', 'model.onnx'), 'damaged');
  const damaged = await models('verify');
  expect([damaged.code, damaged.stdout]).toEqual([
    1,
    expect.stringMatching(/^BAD +colour-means +.*SHA-256/m),
  ]);
  expect(await models('add', 'pack')).toMatchObject({ stderr: expect.stringContaining('Remove it first') });
  expect((await models('remove', 'colour-means')).code).toBe(0);
  expect((await models()).stdout).not.toContain('colour-means');
  expect(await models('use', '--study', 'mall')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nothing to change'),
  });
});
