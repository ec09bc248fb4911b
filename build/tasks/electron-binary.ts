import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, runNode } from './process.ts';

const packageFolder = join(root, 'node_modules', 'electron');
const attemptFile = join(root, 'node_modules', '.cache', 'wandr', 'electron-download-failed');
const attemptTimeoutMs = 120_000;
/** After a failed download the next ones are not tried for a day: a machine without network stays one. */
const nextAttemptMs = 24 * 3_600_000;

/** Absolute path of Electron's executable; null when its binary is not installed. */
export function electronBinary(): string | null {
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const path = join(packageFolder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(path) ? path : null;
}

/** The executable, downloaded when it is not there; null when the download failed, now or in the last day. */
export async function electronBinaryOrDownload(tell: (line: string) => void): Promise<string | null> {
  const installed = electronBinary();
  if (installed) return installed;
  const failed = statSync(attemptFile, { throwIfNoEntry: false });
  if (failed && Date.now() - failed.mtimeMs < nextAttemptMs) return null;

  tell('Downloading Electron (at most two minutes) …');
  const { code, output } = await runNode('node_modules/electron/install.js', [], {
    timeoutMs: attemptTimeoutMs,
  });
  if (code === 0) return electronBinary();
  mkdirSync(dirname(attemptFile), { recursive: true });
  writeFileSync(attemptFile, output);
  return null;
}
