import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** `wandr serve` as a user starts it, in a process of its own on a data folder of its own. */
export interface HostProcess extends AsyncDisposable {
  /** Empty at first, removed at the end: put footage and studies here. */
  readonly folder: string;
  /** Opens the application, once. */
  readonly address: string;
  readonly pid: number;
  /** Ends the process as a crash or a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same data folder, after `kill`. */
  restart(): Promise<void>;
}

export async function startHostProcess(): Promise<HostProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'wandr-e2e-'));
  let running = await start(folder);
  return {
    folder,
    get address() {
      return running.address;
    },
    get pid() {
      return running.child.pid!;
    },
    kill: () => end(running.child, 'SIGKILL'),
    async restart() {
      running = await start(folder);
    },
    async [Symbol.asyncDispose]() {
      await end(running.child, 'SIGTERM');
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function start(folder: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [join(root, 'build/bin/wandr.mjs'), 'serve', '--no-open'], {
    env: { ...process.env, WANDR_DATA: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const address = await new Promise<string>((resolveAddress, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const found = /http:\/\/127\.0\.0\.1:\d+\/start\?token=[\w-]+/.exec(output);
        if (found) resolveAddress(found[0]);
      });
    }
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The host ended with ${code}:\n${output}`)));
  });
  return { child, address };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolveEnd) => {
    child.once('exit', () => resolveEnd());
  });
  child.kill(signal);
  await ended;
}
