import type { WorkerSpawner } from '../../src-main/workers/channel.ts';

/** Starts workers as `spawn` does, and knows which processes they are. */
export class WatchedWorkers {
  readonly #pids = new Set<number>();
  readonly #spawn: WorkerSpawner;

  constructor(spawn: WorkerSpawner) {
    this.#spawn = spawn;
  }

  /** Of the processes that run. */
  get pids(): ReadonlySet<number> {
    return this.#pids;
  }

  readonly spawn: WorkerSpawner = () => {
    const channel = this.#spawn();
    const { pid } = channel;
    if (pid !== undefined) this.#pids.add(pid);
    return {
      get pid() {
        return channel.pid;
      },
      send: (message) => channel.send(message),
      onMessage: (listener) => channel.onMessage(listener),
      onExit: (listener) =>
        channel.onExit((exit) => {
          if (pid !== undefined) this.#pids.delete(pid);
          listener(exit);
        }),
      onOutput: (listener) => channel.onOutput(listener),
      kill: () => channel.kill(),
    };
  };
}
