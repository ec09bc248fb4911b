/** @file Runs in a worker process. */

/** The worker's end of its channel, the same under `child_process.fork` and Electron's `utilityProcess.fork`. */
export interface ParentPort {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The host is gone. Never told under Electron, which ends a utility process with its host. */
  onClose(listener: () => void): void;
}

/** What Electron adds to `process` in a utility process. */
interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** @throws when the process was not started by a WorkerSpawner. */
export function openParentPort(): ParentPort {
  const electronPort = (process as { parentPort?: ElectronParentPort } & NodeJS.Process).parentPort;
  if (electronPort) {
    return {
      send: (message) => electronPort.postMessage(message),
      onMessage: (listener) => electronPort.on('message', (event) => listener(event.data)),
      onClose: () => {},
    };
  }
  if (!process.send) throw new Error('A worker is started by its host, not by hand.');
  return {
    send: (message) => {
      // A failure to send means that the host is gone; 'disconnect' follows.
      if (process.connected) process.send?.(message, undefined, {}, () => {});
    },
    onMessage: (listener) => process.on('message', listener),
    onClose: (listener) => process.on('disconnect', listener),
  };
}
