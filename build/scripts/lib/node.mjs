/** @file The pinned Node of this installation (the npm package `node`). Plain JavaScript: it must run on Node 20. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const leastMajor = 24;

/** True when this process can run the TypeScript sources and the native packages. */
export function isPinnedNode() {
  return Number(process.versions.node.split('.')[0]) >= leastMajor;
}

/** Absolute path of the pinned executable. */
export function pinnedNode() {
  const packageFolder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
  const path = join(packageFolder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(path)) {
    throw new Error(
      `The Node ${leastMajor} of this installation is missing. Run “npm ci” (with install scripts allowed).`,
    );
  }
  return path;
}

/** The environment in which `node`, and every command of an npm package, is the pinned one. */
export function pinnedEnvironment(root, env = process.env) {
  const path = [dirname(pinnedNode()), join(root, 'node_modules', '.bin'), env.PATH ?? env.Path].join(
    delimiter,
  );
  return { ...env, PATH: path };
}

/**
 * Runs this same script again on the pinned Node when this one is too old, and ends with its exit code. Does
 * nothing otherwise.
 */
export async function continueOnPinnedNode(scriptPath) {
  if (isPinnedNode()) return;
  const child = spawn(pinnedNode(), [scriptPath, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both processes; a SIGTERM is sent to one, and has to be handed on.
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...result) => resolve(result));
  });
  process.exit(signal ? 128 + constants.signals[signal] : code);
}
