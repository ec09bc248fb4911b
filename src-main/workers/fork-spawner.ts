import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { WorkerExit, WorkerSpawner } from './channel.ts';
import { workerEnvironment, workerFlags } from './worker-process-options.ts';

/** The worker's entry when the sources run unbundled. */
export const sourceEntryPath = fileURLToPath(new URL('./entry.ts', import.meta.url));

/** Workers as child processes of Node: for the web host, the CLI and tests. */
export function forkSpawner(entryPath: string = sourceEntryPath): WorkerSpawner {
  return () => {
    const child = fork(entryPath, {
      // Typed arrays cross as they are, not as JSON.
      serialization: 'advanced',
      // A host under a debugger or a test runner must not hand its flags on.
      execArgv: [...workerFlags],
      env: workerEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return {
      get pid() {
        return child.pid;
      },
      send(message) {
        if (!child.connected) return;
        // A failure to send means that the process is going; `exit` follows and says why.
        child.send(message as object, () => {});
      },
      onMessage(listener) {
        child.on('message', listener);
      },
      onExit(listener) {
        let isTold = false;
        const tell = (exit: WorkerExit) => {
          if (isTold) return;
          isTold = true;
          listener(exit);
        };
        // 'close' comes after the last output; 'exit' may come before it, and the reason of a crash is in there.
        child.once('close', (exitCode, signal) => tell({ exitCode, signal }));
        child.on('error', () => {
          if (child.pid === undefined) tell({ exitCode: null, signal: null });
        });
      },
      onOutput(listener) {
        for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', listener);
      },
      kill() {
        child.kill('SIGKILL');
      },
    };
  };
}
