import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pinnedEnvironment } from '../scripts/lib/node.mjs';

/** The repository. */
export const root = resolve(import.meta.dirname, '../..');

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Output goes to the terminal as it comes, instead of into the result. */
  readonly isShown?: boolean;
  /** Output goes to the terminal as it comes, and into the result as well. */
  readonly isEchoed?: boolean;
  readonly timeoutMs?: number;
}

export interface RunResult {
  /** Null when a signal ended the process, such as after the timeout. */
  readonly code: number | null;
  /** stdout and stderr as they came; empty when shown. */
  readonly output: string;
  readonly durationMs: number;
}

/** Runs a command in the repository, with its packages' commands and the pinned Node first in PATH. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    env: { ...pinnedEnvironment(root), FORCE_COLOR: options.isShown ? '1' : '0', ...options.env },
    stdio: options.isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    // npm's commands are .cmd files on Windows, which only a shell can start.
    shell: process.platform === 'win32',
    ...(options.timeoutMs !== undefined && { timeout: options.timeoutMs, killSignal: 'SIGKILL' as const }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (options.isEchoed) process.stdout.write(text);
    });
  }
  const code = await new Promise<number | null>((resolveCode, reject) => {
    child.once('error', reject);
    child.once('close', resolveCode);
  });
  return { code, output, durationMs: performance.now() - started };
}

/** Runs a TypeScript or JavaScript file of the repository. */
export function runNode(
  file: string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<RunResult> {
  return run('node', [join(root, file), ...args], options);
}
