/** @file `npm start`: the application in Electron where that can run, else in the user's browser. */
import { spawn } from 'node:child_process';
import { hasDisplay } from '../../src-main/hosts/cli/open-in-browser.ts';
import { buildAllIfStale, buildRendererIfStale } from './build-app.ts';
import { electronBinaryOrDownload } from './electron-binary.ts';
import { root } from './process.ts';

const tell = (line: string) => process.stderr.write(`${line}\n`);

const choice = await chooseHost();
if (choice.electron) {
  await buildAllIfStale();
  tell('Starting Wandr in Electron.');
  const child = spawn(choice.electron, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  tell(`Starting Wandr for the browser (${choice.reason}).`);
  await buildRendererIfStale();
  process.argv.splice(2, 0, 'serve');
  await import('../../src-main/hosts/cli/main.ts');
}

async function chooseHost(): Promise<{ electron: string | null; reason: string }> {
  if (!hasDisplay()) return { electron: null, reason: 'this session has no display' };
  // Chromium's sandbox refuses to work for root, and without it no page should run.
  if (process.getuid?.() === 0) return { electron: null, reason: 'Electron does not run as root' };
  const electron = await electronBinaryOrDownload(tell);
  return { electron, reason: 'Electron could not be downloaded' };
}
