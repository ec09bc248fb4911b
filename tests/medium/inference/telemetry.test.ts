/** Real: ONNX Runtime in a process of its own. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { makeTempFolder } from '../support/temp-study.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Opens a session from `module` and returns the files that it left in an empty home. */
async function filesLeftBy(module: string): Promise<string[]> {
  using home = makeTempFolder();
  // Telemetry keeps silent under CI and in unit tests, so those must not be seen.
  const { CI: _ci, ORT_RUNNING_UNIT_TESTS: _unit, ORT_DISABLE_TELEMETRY: _off, ...inherited } = process.env;
  const model = path.join(root, 'models/person-detector.onnx');
  const script = `const { InferenceSession } = await import(${JSON.stringify(module)});
    await InferenceSession.create(${JSON.stringify(model)});`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    env: { ...inherited, HOME: home.path, XDG_CACHE_HOME: '', XDG_DATA_HOME: '' },
  });
  return readdirSync(home.path, { recursive: true }).map(String);
}

it('ONNX Runtime keeps no device id and no store of events to send', async () => {
  expect(await filesLeftBy(path.join(root, 'src-main/inference/onnxruntime.ts'))).toEqual([]);
});

it.runIf(process.platform === 'linux')(
  'would, if it were left to its default: the test sees what it looks for',
  async () => {
    expect((await filesLeftBy('onnxruntime-node')).join()).toMatch(/deviceid/);
  },
);
