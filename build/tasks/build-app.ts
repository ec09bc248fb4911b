import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import config from '../../electron.vite.config.ts';
import { electronBinary } from './electron-binary.ts';
import { root, run } from './process.ts';

/** What the pages are made from. */
const rendererSources = ['src-renderer', 'src-shared', 'electron.vite.config.ts', 'package-lock.json'];
const mainSources = ['src-main', 'src-preload', 'src-shared', 'electron.vite.config.ts', 'package-lock.json'];

/** Builds the pages when a source is newer than they are. Returns whether it did. */
export async function buildRendererIfStale(): Promise<boolean> {
  if (!isStale('out/renderer/index.html', rendererSources)) return false;
  await buildRenderer();
  return true;
}

/** What the browser tests run on this machine: the Electron test skips itself where Electron is not installed. */
export async function buildForTests(): Promise<void> {
  if (electronBinary()) await buildAllIfStale();
  else await buildRendererIfStale();
}

/** Only the pages: all that the web host needs. */
export async function buildRenderer(): Promise<void> {
  if (typeof config !== 'object' || !('renderer' in config) || !config.renderer) {
    throw new TypeError('electron.vite.config.ts has no renderer.');
  }
  // Vite sets NODE_ENV for its own process; test runners that are started later would load React's production build.
  const { NODE_ENV } = process.env;
  await build({ ...config.renderer, configFile: false, logLevel: 'warn' });
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
}

/** Main, preload and pages: what Electron needs. */
export async function buildAllIfStale(): Promise<void> {
  const isFresh =
    !isStale('out/renderer/index.html', rendererSources) && !isStale('out/main/electron.js', mainSources);
  if (isFresh) return;
  const { code } = await run('electron-vite', ['build'], { isShown: true });
  if (code !== 0) throw new Error('The application could not be built.');
}

function isStale(output: string, sources: readonly string[]): boolean {
  const built = statSync(join(root, output), { throwIfNoEntry: false });
  return !built || sources.some((source) => newest(join(root, source)) > built.mtimeMs);
}

/** The latest modification time of a file, or of all files below a folder. */
function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}
