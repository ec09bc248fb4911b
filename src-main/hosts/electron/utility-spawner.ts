import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { WorkerSpawner } from '../../workers/channel.ts';
import { workerEnvironment } from '../../workers/worker-process-options.ts';

/** The worker's entry lies beside this file in the sources and in the built application alike. */
function workerEntry(): string {
  const extension = extname(fileURLToPath(import.meta.url));
  return fileURLToPath(new URL(`../../workers/entry${extension}`, import.meta.url));
}

/** Workers as Electron utility processes. */
export function utilitySpawner(entryPath: string = workerEntry()): WorkerSpawner {
  return () => {
    const child = utilityProcess.fork(entryPath, [], {
      serviceName: 'Wandr worker',
      stdio: 'pipe',
      env: workerEnvironment(),
    });
    return {
      get pid() {
        return child.pid;
      },
      send(message) {
        // Electron ignores what is sent to a process that is gone.
        child.postMessage(message);
      },
      onMessage(listener) {
        child.on('message', listener);
      },
      onExit(listener) {
        // Electron tells a code only, also of a process that a signal ended.
        child.once('exit', (exitCode) => listener({ exitCode, signal: null }));
      },
      onOutput(listener) {
        for (const stream of [child.stdout, child.stderr])
          stream?.on('data', (data) => listener(String(data)));
      },
      kill() {
        if (child.pid !== undefined) killAtOnce(child.pid);
      },
    };
  };
}

/** `child.kill()` sends SIGTERM, which a process that hangs in native code does not answer. */
function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
